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
  side.hidden = false
  frame.classList.add('has-side')
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

// ---- moving and zooming: the frame scrolls by itself (keys, wheel, fingers); this adds size

const fitting = () => view.clientWidth
const width = () => (zoom ? natural * zoom : map.getBoundingClientRect().width)

function setZoom(wanted, x = view.clientWidth / 2, y = view.clientHeight / 2) {
  const before = width()
  const next = Math.min(Math.max(wanted, Math.min(0.3, fitting() / natural)), 3)
  const left = (view.scrollLeft + x) / before
  const top = (view.scrollTop + y) / before
  zoom = next
  map.style.minWidth = `${natural * zoom}px`
  map.style.width = `${natural * zoom}px`
  view.scrollLeft = left * natural * zoom - x
  view.scrollTop = top * natural * zoom - y
  noteView()
}

function show(spot) {
  const scale = width() / natural
  view.scrollTo({
    left: Number(spot.dataset.x) * scale - view.clientWidth / 2,
    top: Number(spot.dataset.y) * scale - view.clientHeight / 2,
  })
}

let noted = 0
function noteView() {
  clearTimeout(noted)
  noted = setTimeout(() => {
    if (!zoom) return
    const scale = width() / natural
    const place = [zoom.toFixed(2), Math.round(view.scrollLeft / scale), Math.round(view.scrollTop / scale)]
    const url = new URL(location.href)
    url.hash = `map=${place.join(',')}`
    history.replaceState(null, '', url)
  }, 200)
}

function restoreView() {
  const found = location.hash.match(/^#map=([\d.]+),(\d+),(\d+)$/)
  if (!found) return
  setZoom(Number(found[1]), 0, 0)
  view.scrollTo(Number(found[2]) * zoom, Number(found[3]) * zoom)
  frame.scrollIntoView({ block: 'nearest' })
}

const current = () => width() / natural
const steps = { in: () => setZoom(current() * 1.25), out: () => setZoom(current() / 1.25), fit: () => setZoom(fitting() / natural) }
for (const button of frame.querySelectorAll('[data-zoom]')) button.addEventListener('click', steps[button.dataset.zoom])

view.addEventListener('scroll', noteView, { passive: true })
view.addEventListener('keydown', (event) => {
  const step = { '+': steps.in, '=': steps.in, '-': steps.out, 0: steps.fit }[event.key]
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

// ---- find a stop

const find = frame.querySelector('#map-find')
const names = new Map()
for (const spot of spots) names.set(spot.getAttribute('aria-label'), spot)
frame.querySelector('#map-stops').append(...[...names.keys()].map((name) => {
  const option = document.createElement('option')
  option.value = name
  return option
}))

function findStop() {
  const typed = find.value.trim().toLowerCase()
  const name = typed && [...names.keys()].find((other) => other.toLowerCase().includes(typed))
  return name ? names.get(name) : null
}

find.addEventListener('input', () => {
  const spot = findStop()
  for (const other of spots) other.classList.toggle('is-chosen', other === spot)
  if (spot) show(spot)
})
find.addEventListener('keydown', (event) => {
  const spot = event.key === 'Enter' && findStop()
  if (spot) {
    event.preventDefault()
    spot.focus()
  }
})

frame.querySelector('[data-map-tools]').hidden = false
readAddress()
restoreView()
const first = byKey.get(chosen.stop)
if (first) {
  show(first)
  if (wide.matches) openStop(chosen.stop)
}
