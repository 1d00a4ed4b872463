// The journey map: fade what does not fit, open a stop beside the map, move, zoom and find. The page does all of it
// with links too; here it happens without leaving the map, and the address always says what is shown.
const frame = document.querySelector('[data-map]')
const view = frame.querySelector('[data-map-view]')
const map = view.querySelector('.map')
const side = frame.querySelector('[data-map-side]')
const choices = document.querySelector('[data-map-choices]')
const said = document.querySelector('[data-map-said]')
const spots = [...map.querySelectorAll('.spot')]
const byKey = new Map(spots.map((spot) => [spot.dataset.stop, spot]))
const natural = Number(map.dataset.width)
const wide = window.matchMedia('(min-width: 48rem)')
const chosen = { age: '', worry: '', stop: '' }
let zoom = 0

// ---- what fits

function readAddress() {
  const params = new URLSearchParams(location.search)
  for (const name of Object.keys(chosen)) chosen[name] = params.get(name) || ''
}

function writeAddress(push) {
  const url = new URL(location.href)
  for (const [name, value] of Object.entries(chosen)) {
    if (value) url.searchParams.set(name, value)
    else url.searchParams.delete(name)
  }
  if (push) history.pushState(null, '', url)
  else history.replaceState(null, '', url)
}

function fade() {
  const worry = chosen.worry && choices.querySelector(`[data-worry="${CSS.escape(chosen.worry)}"]`)
  const lines = worry ? new Set(worry.dataset.lines.split(' ')) : null
  const fits = (ages, line) => (!chosen.age || ages.split(' ').includes(chosen.age)) && (!lines || lines.has(line))
  const shown = new Set()
  for (const spot of spots) {
    const fit = fits(spot.dataset.ages, spot.closest('[data-line]').dataset.line)
    if (fit) shown.add(spot.dataset.stop)
    spot.classList.toggle('is-faded', !fit)
  }
  for (const line of map.querySelectorAll('.map__line')) {
    line.classList.toggle('is-dim', !line.querySelector('.spot:not(.is-faded)'))
  }
  for (const change of map.querySelectorAll('.map__change')) change.classList.toggle('is-faded', !shown.has(change.dataset.stop))
  for (const list of document.querySelectorAll('[data-line-list]')) {
    const items = [...list.querySelectorAll('[data-stop-item]')]
    for (const item of items) item.hidden = !shown.has(item.dataset.stopItem)
    list.hidden = items.every((item) => item.hidden)
  }
  for (const chip of choices.querySelectorAll('.chip')) {
    const on = chip.dataset.age ? chip.dataset.age === chosen.age : chip.dataset.worry === chosen.worry
    if (on) chip.setAttribute('aria-current', 'true')
    else chip.removeAttribute('aria-current')
  }
  const any = Boolean(chosen.age || chosen.worry)
  document.querySelector('[data-map-clear]').hidden = !any
  const words = shown.size === 1 ? said.dataset.one : said.dataset.many.replace('{n}', shown.size)
  said.textContent = any ? words : ''
}

choices.addEventListener('click', (event) => {
  const chip = event.target.closest('.chip')
  const clear = event.target.closest('[data-map-clear]')
  if (!(chip || clear) || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  if (clear) {
    Object.assign(chosen, { age: '', worry: '' })
  } else {
    const name = chip.dataset.age ? 'age' : 'worry'
    chosen[name] = chosen[name] === chip.dataset[name] ? '' : chip.dataset[name]
  }
  fade()
  writeAddress(true)
})

// ---- a stop beside the map

// The panel takes room from the map: the map keeps its size and scrolls beside it.
function keepSize() {
  if (!zoom && side.hidden) map.style.width = map.style.minWidth = `${map.getBoundingClientRect().width}px`
}

async function openStop(key) {
  const spot = byKey.get(key)
  if (!spot) return closeStop()
  for (const other of spots) other.classList.toggle('is-chosen', other === spot)
  const url = spot.getAttribute('href')
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'map-side__close'
  close.textContent = side.dataset.close
  close.addEventListener('click', () => shut(spot))
  const body = document.createElement('div')
  side.replaceChildren(close, body)
  keepSize()
  side.hidden = false
  frame.classList.add('has-side')
  if (!zoom) spot.scrollIntoView({ block: 'nearest', inline: 'center' })
  try {
    const answer = await fetch(url)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const article = page.querySelector('main article')
    for (const part of article.querySelectorAll('[id]')) part.removeAttribute('id')
    for (const part of article.querySelectorAll('[aria-labelledby]')) part.removeAttribute('aria-labelledby')
    for (const part of article.querySelectorAll('.plan-button, [data-print]')) part.remove()
    for (const heading of article.querySelectorAll('h1')) {
      const smaller = document.createElement('h2')
      smaller.append(...heading.childNodes)
      heading.replaceWith(smaller)
    }
    const whole = document.createElement('p')
    const link = document.createElement('a')
    link.href = url
    link.textContent = side.dataset.whole
    whole.append(link)
    body.replaceChildren(...document.importNode(article, true).childNodes, whole)
    side.focus()
  } catch {
    location.href = url
  }
}

function closeStop() {
  side.hidden = true
  side.replaceChildren()
  frame.classList.remove('has-side')
  if (!zoom) map.style.width = map.style.minWidth = ''
  for (const spot of spots) spot.classList.remove('is-chosen')
}

function shut(spot) {
  chosen.stop = ''
  closeStop()
  writeAddress(true)
  spot.focus()
}

map.addEventListener('click', (event) => {
  const spot = event.target.closest('.spot')
  if (!spot || event.ctrlKey || event.metaKey || event.shiftKey || !wide.matches) return
  event.preventDefault()
  chosen.stop = spot.dataset.stop
  writeAddress(true)
  openStop(chosen.stop)
})

side.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') shut(byKey.get(chosen.stop))
})

window.addEventListener('popstate', () => {
  readAddress()
  fade()
  if (chosen.stop) openStop(chosen.stop)
  else closeStop()
})

// ---- moving and zooming: at first the whole map is as wide as the page and scrolls with it; made bigger, it moves in
// a frame of its own (keys, wheel, fingers, mouse, and the arrows beside it)

const fitting = () => view.clientWidth / natural
const full = () => document.fullscreenElement === frame
const width = () => map.getBoundingClientRect().width

function setZoom(wanted, x, y) {
  const box = view.getBoundingClientRect()
  const seen = (Math.max(box.top, 0) + Math.min(box.bottom, window.innerHeight)) / 2 - box.top
  const before = width()
  const left = (view.scrollLeft + (x ?? view.clientWidth / 2)) / before
  const top = (view.scrollTop + (y ?? seen)) / before
  const framed = frame.classList.contains('is-zoomed')
  zoom = Math.min(Math.max(wanted, Math.min(0.3, fitting())), 3)
  map.style.width = map.style.minWidth = `${natural * zoom}px`
  frame.classList.add('is-zoomed')
  if (!framed) frame.scrollIntoView({ block: 'start' })
  view.scrollLeft = left * natural * zoom - (x ?? view.clientWidth / 2)
  view.scrollTop = top * natural * zoom - (framed && y !== undefined ? y : view.clientHeight / 2)
  noteView()
}

function wholeMap() {
  if (full()) return setZoom(Math.min(fitting(), view.clientHeight / Number(map.dataset.height)))
  zoom = 0
  map.style.width = map.style.minWidth = ''
  frame.classList.remove('is-zoomed')
  noteView()
}

let noted = 0
function noteView() {
  clearTimeout(noted)
  noted = setTimeout(() => {
    const url = new URL(location.href)
    const place = [zoom.toFixed(2), Math.round(view.scrollLeft / zoom), Math.round(view.scrollTop / zoom)]
    if (zoom) url.hash = `map=${place.join(',')}`
    else if (url.hash.startsWith('#map=')) url.hash = ''
    if (url.href !== location.href) history.replaceState(null, '', url)
  }, 200)
}

function restoreView() {
  const found = location.hash.match(/^#map=([\d.]+),(\d+),(\d+)$/)
  if (!found) return
  setZoom(Number(found[1]), 0, 0)
  view.scrollTo(Number(found[2]) * zoom, Number(found[3]) * zoom)
}

const current = () => width() / natural
const pan = (x, y) => view.scrollBy({ left: x * view.clientWidth / 3, top: y * view.clientHeight / 3 })
const steps = {
  in: () => setZoom(current() * 1.25),
  out: () => (zoom && current() / 1.25 > fitting() ? setZoom(current() / 1.25) : wholeMap()),
  fit: wholeMap,
  left: () => pan(-1, 0),
  right: () => pan(1, 0),
  up: () => pan(0, -1),
  down: () => pan(0, 1),
  full: () => (full() ? document.exitFullscreen() : frame.requestFullscreen()),
}
for (const button of frame.querySelectorAll('[data-zoom]')) button.addEventListener('click', () => steps[button.dataset.zoom]())
frame.querySelector('[data-zoom="full"]').hidden = !document.fullscreenEnabled
document.addEventListener('fullscreenchange', wholeMap)

view.addEventListener('scroll', noteView, { passive: true })
view.addEventListener('keydown', (event) => {
  const step = { '+': steps.in, '=': steps.in, '-': steps.out, 0: steps.fit, f: steps.full }[event.key]
  if (!step || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  step()
})
view.addEventListener('wheel', (event) => {
  if (!event.ctrlKey) return
  event.preventDefault()
  const box = view.getBoundingClientRect()
  setZoom(current() * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top)
}, { passive: false })

// Two fingers make it bigger or smaller; one moves it, as on every page. A mouse may drag.
const fingers = new Map()
let apart = 0
let drag = null
view.addEventListener('pointerdown', (event) => {
  fingers.set(event.pointerId, event)
  if (event.pointerType === 'mouse' && event.button === 0) drag = { x: event.clientX, y: event.clientY, moved: false }
})
view.addEventListener('pointermove', (event) => {
  if (!fingers.has(event.pointerId)) return
  fingers.set(event.pointerId, event)
  if (drag && fingers.size === 1) {
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y)
    if (!drag.moved && far < 5) return
    view.scrollLeft -= event.clientX - drag.x
    view.scrollTop -= event.clientY - drag.y
    drag = { x: event.clientX, y: event.clientY, moved: true }
  } else if (fingers.size === 2) {
    const [a, b] = [...fingers.values()]
    const distance = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
    const box = view.getBoundingClientRect()
    if (apart) setZoom((current() * distance) / apart, (a.clientX + b.clientX) / 2 - box.left, (a.clientY + b.clientY) / 2 - box.top)
    apart = distance
  }
})
let dragged = false
for (const name of ['pointerup', 'pointercancel', 'pointerleave']) {
  view.addEventListener(name, (event) => {
    fingers.delete(event.pointerId)
    apart = 0
    dragged = Boolean(drag && drag.moved)
    drag = null
  })
}
view.addEventListener('click', (event) => {
  if (dragged) {
    event.preventDefault()
    event.stopPropagation()
  }
  dragged = false
}, true)
map.addEventListener('dragstart', (event) => event.preventDefault())

// ---- find a stop: what fits is listed while one types and marked on the map

const find = frame.querySelector('#map-find')
const list = frame.querySelector('[data-map-found]')
const names = spots.map((spot) => [spot.getAttribute('aria-label'), spot])
const MOST = 8

function matches() {
  const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (!words.length) return []
  return names.filter(([name]) => words.every((word) => name.toLowerCase().includes(word)))
}

function go(spot) {
  list.replaceChildren()
  spot.scrollIntoView({ block: 'center', inline: 'center' })
  spot.focus({ preventScroll: true })
}

function shownName(name, spot) {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = spot.getAttribute('href')
  link.textContent = name.split('. ')[0]
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(spot)
  })
  item.append(link)
  return item
}

find.addEventListener('input', () => {
  const found = matches()
  const marked = new Set(found.map(([, spot]) => spot))
  for (const spot of spots) spot.classList.toggle('is-found', marked.has(spot))
  list.replaceChildren(...found.slice(0, MOST).map(([name, spot]) => shownName(name, spot)))
  const words = found.length === 1 ? list.dataset.one : list.dataset.many.replace('{n}', String(found.length))
  frame.querySelector('[data-map-found-said]').textContent = find.value.trim() ? words : ''
})
find.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    find.value = ''
    find.dispatchEvent(new Event('input'))
  }
  const [first] = event.key === 'Enter' ? matches() : []
  if (first) {
    event.preventDefault()
    go(first[1])
  }
})

// ---- where a stop or a line leads stands out while one points at it

const changes = [...map.querySelectorAll('.map__change')]
function light(event) {
  const spot = event.type === 'pointerout' || event.type === 'focusout' ? null : event.target.closest('.spot, .map__name')
  const line = spot && spot.classList.contains('map__name') ? spot.closest('[data-line]').dataset.line : ''
  const from = (change) => (line ? change.dataset.to === line || change.dataset.from === line : change.dataset.stop === spot.dataset.stop)
  for (const change of changes) change.classList.toggle('is-lit', Boolean(spot) && from(change))
}
for (const name of ['pointerover', 'pointerout', 'focusin', 'focusout']) map.addEventListener(name, light)

frame.querySelector('[data-map-tools]').hidden = false
readAddress()
restoreView()
const first = byKey.get(chosen.stop)
if (first) {
  first.scrollIntoView({ block: 'center', inline: 'center' })
  if (wide.matches) openStop(chosen.stop)
}
