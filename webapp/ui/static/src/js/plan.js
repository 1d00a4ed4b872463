// The plan on this device. Everything stays in the browser: nothing here sends a request that says what is in it.
const KEY = 'plan-1'
const EMPTY = { things: [], dates: [], ticks: {}, notes: {} }

function read() {
  try {
    return { ...structuredClone(EMPTY), ...JSON.parse(localStorage.getItem(KEY) || '{}') }
  } catch {
    return structuredClone(EMPTY)
  }
}

function write(plan) {
  localStorage.setItem(KEY, JSON.stringify(plan))
}

function addThing(plan, ref) {
  if (!plan.things.includes(ref)) plan.things.push(ref)
}

function addDate(plan, date) {
  if (!plan.dates.some((d) => d.on === date.on && d.title === date.title)) plan.dates.push(date)
  plan.dates.sort((a, b) => (a.on < b.on ? -1 : 1))
}

// A kept page can be read without a network.
function keepPage(url) {
  if ('caches' in window) caches.open('plan-kept').then((cache) => cache.add(url)).catch(() => {})
}

// ---- buttons on other pages

for (const link of document.querySelectorAll('[data-plan-add]')) {
  link.addEventListener('click', (event) => {
    if (link.dataset.done) return
    event.preventDefault()
    const plan = read()
    addThing(plan, link.dataset.planAdd)
    write(plan)
    keepPage(location.pathname)
    link.dataset.done = '1'
    link.href = link.href.split('?')[0]
    const picture = link.querySelector('svg')
    link.textContent = link.dataset.kept
    if (picture) link.prepend(picture)
    link.parentElement.setAttribute('aria-live', 'polite')
  })
}

const addDates = document.querySelector('[data-plan-add-dates]')
if (addDates) {
  addDates.addEventListener('click', () => {
    const plan = read()
    for (const item of document.querySelectorAll('[data-date]')) {
      addDate(plan, { on: item.dataset.date, title: item.dataset.title })
    }
    write(plan)
    addDates.parentElement.querySelector('[data-plan-said]').textContent = '✓'
  })
}

for (const part of document.querySelectorAll('[data-plan-only]')) part.hidden = false

// ---- a plan inside a link: keys and dates only, never notes or ticks

export function pack(plan) {
  const text = JSON.stringify({ t: plan.things, d: plan.dates.map((d) => [d.on, d.title]) })
  const bytes = new TextEncoder().encode(text)
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

export function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  const found = JSON.parse(new TextDecoder().decode(bytes))
  const things = (found.t || []).filter((ref) => /^(step|service|resource):[\w.-]+$/.test(ref)).slice(0, 200)
  const dates = (found.d || []).filter(([on]) => /^\d{4}-\d\d-\d\d$/.test(on)).slice(0, 100)
  return { things, dates: dates.map(([on, title]) => ({ on, title: String(title).slice(0, 200) })) }
}

// ---- calendar (RFC 5545): whole days, lines of at most 75 bytes

export function calendar(dates, now = new Date()) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//SEND plan//EN', 'CALSCALE:GREGORIAN']
  for (const [place, date] of dates.entries()) {
    const next = new Date(`${date.on}T12:00:00Z`)
    next.setUTCDate(next.getUTCDate() + 1)
    lines.push('BEGIN:VEVENT', `UID:${date.on}-${place}@my-plan`, `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${date.on.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${next.toISOString().slice(0, 10).replaceAll('-', '')}`,
      `SUMMARY:${date.title.replace(/([\\;,])/g, '\\$1').replace(/\n/g, '\\n')}`, 'TRANSP:TRANSPARENT', 'END:VEVENT')
  }
  lines.push('END:VCALENDAR')
  return lines.map(fold).join('\r\n') + '\r\n'
}

function fold(line) {
  const parts = ['']
  let size = 0
  for (const letter of line) {
    const bytes = new TextEncoder().encode(letter).length
    if (size + bytes > 74) {
      parts.push('')
      size = 1
    }
    parts[parts.length - 1] += letter
    size += bytes
  }
  return parts.join('\r\n ')
}

// ---- the plan's own page

const root = document.querySelector('[data-plan]')
const $ = (name) => root.querySelector(`[data-plan-${name}]`)
const NAMES = { step: 'steps', service: 'services', resource: 'resources', session: 'sessions' }

function element(name, text, attributes = {}) {
  const made = document.createElement(name)
  if (text) made.textContent = text
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

function dropButton(title, drop) {
  const words = $('parts').dataset.drop
  const button = element('button', words, { type: 'button', class: 'plan__drop no-print', 'aria-label': `${words}: ${title}` })
  button.addEventListener('click', () => {
    const plan = read()
    drop(plan)
    write(plan)
    show()
    document.getElementById('device-title').scrollIntoView({ block: 'nearest' })
  })
  return button
}

function thing(ref, entry, plan) {
  const box = element('div', '', { class: 'plan__item' })
  const title = entry ? entry.title : ref
  const heading = element('h4')
  heading.append(entry ? element('a', title, { href: entry.url }) : title)
  box.append(heading, element('p', entry ? entry.summary : $('parts').dataset.gone))
  if (entry && entry.do) box.append(ticks(ref, entry.do, plan))
  const id = `note-${ref.replace(/\W/g, '-')}`
  const note = element('textarea', '', { id, rows: '2' })
  note.value = plan.notes[ref] || ''
  note.addEventListener('input', () => keepNote(ref, note.value))
  const label = element('label', `${$('parts').dataset.notes}: ${title}`, { for: id, class: 'small' })
  box.append(label, note, dropButton(title, (p) => { p.things = p.things.filter((other) => other !== ref) }))
  return box
}

function ticks(ref, todo, plan) {
  const list = element('ul', '', { class: 'plan__ticks' })
  for (const words of todo) {
    const box = element('input', '', { type: 'checkbox' })
    const mark = `${ref}|${words}`
    box.checked = Boolean(plan.ticks[mark])
    box.addEventListener('change', () => {
      const now = read()
      if (box.checked) now.ticks[mark] = 1
      else delete now.ticks[mark]
      write(now)
    })
    const label = element('label')
    label.append(box, element('span', words))
    const item = element('li')
    item.append(label)
    list.append(item)
  }
  return list
}

function keepNote(ref, words) {
  const plan = read()
  if (words) plan.notes[ref] = words
  else delete plan.notes[ref]
  write(plan)
}

function compareLink(refs) {
  const query = new URLSearchParams(refs.map((ref) => ['service', ref.split(':')[1]]))
  const line = element('p', '', { class: 'no-print' })
  line.append(element('a', $('parts').dataset.compareWords, { href: `${$('parts').dataset.compare}?${query}` }))
  return line
}

let catalogue = {}

function show() {
  const plan = read()
  const parts = $('parts')
  parts.replaceChildren()
  if (plan.dates.length) {
    parts.append(element('h3', parts.dataset.dates))
    const list = element('ol', '', { class: 'moments' })
    for (const date of plan.dates) list.append(dateItem(date))
    parts.append(list)
  }
  for (const [kind, name] of Object.entries(NAMES)) {
    const refs = plan.things.filter((ref) => ref.startsWith(`${kind}:`))
    if (refs.length) parts.append(element('h3', parts.dataset[name]))
    for (const ref of refs) parts.append(thing(ref, catalogue[ref], plan))
    if (kind === 'service' && refs.length > 1) parts.append(compareLink(refs))
  }
  const empty = !plan.things.length && !plan.dates.length
  $('empty').hidden = !empty
  $('full').hidden = empty
  $('shared').hidden = true
  $('calendar').hidden = !plan.dates.length
}

function dateItem(date) {
  const item = element('li', '', { class: 'moment' })
  const day = new Date(`${date.on}T12:00:00`)
  const language = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang
  const words = day.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const time = element('p', '', { class: 'moment__day' })
  time.append(element('time', words, { datetime: date.on }))
  item.append(time, element('p', date.title), dropButton(`${date.title}, ${words}`, (plan) => {
    plan.dates = plan.dates.filter((d) => d.on !== date.on || d.title !== date.title)
  }))
  return item
}

async function share() {
  const link = `${location.origin}${location.pathname}#plan=${pack(read())}`
  $('link').href = link
  $('shared').hidden = false
  const { draw } = await import(root.dataset.code)
  const square = draw(link)
  $('long').hidden = Boolean(square)
  $('code').hidden = !square
  $('code').replaceChildren(...(square ? [square] : []))
}

function offerShared() {
  const found = location.hash.match(/^#plan=([\w-]+)$/)
  if (!found) return
  let shared
  try {
    shared = unpack(found[1])
  } catch {
    return
  }
  const words = $('offer-words')
  words.textContent = words.dataset.many.replace('{n}', shared.things.length + shared.dates.length)
  $('offer').hidden = false
  $('accept').onclick = () => {
    const plan = read()
    for (const ref of shared.things) addThing(plan, ref)
    for (const date of shared.dates) addDate(plan, date)
    write(plan)
    closeOffer()
    show()
  }
  $('refuse').onclick = closeOffer
}

function closeOffer() {
  $('offer').hidden = true
  history.replaceState(null, '', location.pathname)
}

function save(name, text, type) {
  const link = element('a', '', { href: URL.createObjectURL(new Blob([text], { type })), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

async function start() {
  const take = $('take')
  if (take) {
    take.addEventListener('click', () => {
      const plan = read()
      for (const item of root.querySelectorAll('[data-plan-thing]')) addThing(plan, item.dataset.planThing)
      write(plan)
      take.disabled = true
      show()
    })
  }
  $('notes').value = read().notes.all || ''
  $('notes').addEventListener('input', () => keepNote('all', $('notes').value))
  $('share').addEventListener('click', share)
  $('calendar').addEventListener('click', () => save('my-plan.ics', calendar(read().dates), 'text/calendar'))
  $('clear').addEventListener('click', () => {
    if (!window.confirm($('clear').dataset.sure)) return
    localStorage.removeItem(KEY)
    if ('caches' in window) caches.delete('plan-kept')
    $('notes').value = ''
    show()
  })
  window.addEventListener('hashchange', offerShared)
  // Without a network this page stands in for one that is not kept: say so, or it looks like a wrong turn.
  if (location.pathname !== root.dataset.here) {
    $('elsewhere').hidden = false
    $('again').href = location.href
  }
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(root.dataset.worker).catch(() => {})
  try {
    catalogue = await (await fetch(root.dataset.catalogue)).json()
  } catch {
    catalogue = {}
  }
  show()
  offerShared()
}

if (root) start()
