// The search box offers words while you type, and can keep a child's age on this device. Nothing else is stored, and
// nothing is sent but what stands in the box. Without this file the form does all it must.
const form = document.querySelector('[data-finder]')
const KEY = 'child-age'

const store = {
  get() { try { return localStorage.getItem(KEY) || '' } catch { return '' } },
  set(value) { try { value ? localStorage.setItem(KEY, value) : localStorage.removeItem(KEY) } catch { /* not allowed here */ } },
}

if (form) {
  const box = form.querySelector('[name=q]')
  const list = form.querySelector('datalist')
  const age = form.querySelector('[name=age]')
  const keep = form.querySelector('[data-keep-age]')
  let waiting

  box.addEventListener('input', () => {
    clearTimeout(waiting)
    const typed = box.value.trim()
    if (typed.length < 2 || !form.dataset.finder) return
    waiting = setTimeout(async () => {
      try {
        const answer = await fetch(`${form.dataset.finder}?${new URLSearchParams({ q: typed })}`)
        const words = answer.ok ? await answer.json() : []
        list.replaceChildren(...words.map((word) => Object.assign(document.createElement('option'), { value: word })))
      } catch { /* offline: the box works without */ }
    }, 150)
  })

  if (keep) {
    const tick = keep.querySelector('input')
    keep.hidden = false
    if (store.get()) {
      tick.checked = true
      const fold = age.closest('details')
      if (fold) fold.open = true
      if (!age.value && !new URLSearchParams(location.search).has('age')) age.value = store.get()
    }
    const remember = () => store.set(tick.checked ? age.value : '')
    tick.addEventListener('change', remember)
    age.addEventListener('change', remember)
  }
}
