// Small comforts for forms. Every form can be filled in and sent without this file.

// After a mistake, start at the list of what to put right.
const summary = document.querySelector('[data-error-summary]:not([data-showcase] *)')
if (summary) {
  summary.focus()
  summary.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]')
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    const group = field.closest('fieldset, .govuk-form-group')
    if (group) group.scrollIntoView()
    field.focus({ preventScroll: true })
  })
}

// One press sends once. A preview opens beside this page and sends nothing, so it does not count.
for (const form of document.querySelectorAll('form[method="post"]')) {
  let sent = 0
  form.addEventListener('submit', (event) => {
    if (event.submitter?.formTarget === '_blank') return
    if (Date.now() - sent < 2000) event.preventDefault()
    else sent = Date.now()
  })
}

// Letters left: counted quietly on screen at once, told aloud only after a pause.
for (const group of document.querySelectorAll('[data-count]')) {
  const field = group.querySelector('textarea, input')
  const shown = group.querySelector('[data-count-shown]')
  const told = group.querySelector('[data-count-told]')
  const limit = Number(group.dataset.count)
  let timer
  const tell = () => {
    const left = limit - [...field.value].length
    const words = (left < 0 ? group.dataset.over : group.dataset.left).replace('{n}', String(Math.abs(left)))
    shown.textContent = words
    shown.classList.toggle('govuk-error-message', left < 0)
    clearTimeout(timer)
    timer = setTimeout(() => { told.textContent = words }, 1000)
  }
  shown.setAttribute('aria-hidden', 'true')
  field.addEventListener('input', tell)
  if (field.value) tell()
}

// While somebody writes: how the words in each box read, asked after a pause and said under the box, not aloud.
const writing = document.querySelector('form[data-check]')
if (writing) {
  let timer
  const ask = async () => {
    const answer = await fetch(writing.dataset.check, { method: 'POST', body: new FormData(writing) }).catch(() => null)
    if (!answer || !answer.ok) return
    const notes = await answer.json()
    for (const line of writing.querySelectorAll('[data-note]')) line.textContent = notes[line.dataset.note] || ''
  }
  writing.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 900) })
}

// GOV.UK's own components, fetched only where a page has one.
const govuk = document.querySelector('script[data-govuk]')
if (govuk && document.querySelector('[data-module^="govuk-"]')) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
  import(govuk.dataset.govuk).then((library) => library.initAll())
}

// Long writing is kept by itself a moment after the last key, and what depends on it is drawn anew.
for (const form of document.querySelectorAll('form[data-autosave]')) {
  const said = form.querySelector('[data-autosave-said]')
  let timer
  let saving = null
  const keep = async () => {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) })
    if (!answer.ok) throw new Error(String(answer.status))
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    form.elements.version.value = fresh.querySelector('form[data-autosave] [name=version]').value
    document.querySelector(form.dataset.refresh).replaceChildren(...fresh.querySelector(form.dataset.refresh).childNodes)
    for (const frame of document.querySelectorAll('iframe[data-preview]')) frame.src = frame.getAttribute('src')
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
    said.textContent = form.dataset.saved.replace('{time}', time)
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      saving = keep().catch(() => { said.textContent = form.dataset.notSaved }).finally(() => { saving = null })
    }, 1200)
  }
  form.addEventListener('input', (event) => { if (event.target.name !== 'q') later() })
  // A button pressed while words are being kept waits for it: otherwise it would bring the older version.
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    if (!saving) return
    event.preventDefault()
    event.stopImmediatePropagation()
    saving.then(() => form.requestSubmit(event.submitter))
  }, { capture: true })
}
