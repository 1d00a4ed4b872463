// Small comforts. Every page does all it must without this file, and nothing is stored or sent.

// Print buttons come out only where they work.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// On paper nothing is folded away; afterwards all is as it was.
let unfolded = []
window.addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('main details:not([open])')]
  for (const part of unfolded) part.open = true
})
window.addEventListener('afterprint', () => {
  for (const part of unfolded) part.open = false
})

// Escape closes the menu and leaves you where you were.
const menu = document.querySelector('.nav--small')
if (menu) {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.open) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })
}

// What is folded away to spare a phone stands open where there is room.
if (matchMedia('(min-width: 60rem)').matches) {
  for (const part of document.querySelectorAll('[data-wide-open]')) part.open = true
}

// An address that points inside a folded part opens it.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const folded = target && target.closest('details')
  if (folded) folded.open = true
}
openTarget()
window.addEventListener('hashchange', openTarget)
