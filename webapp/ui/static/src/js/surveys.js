// Reading aloud, where the browser can. The page says everything without it.
const parts = [...document.querySelectorAll('[data-read]')]
const title = document.querySelector('h1[data-read]')
if (parts.length && title && 'speechSynthesis' in window) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain-button'
  button.textContent = document.querySelector('[data-read-aloud]').dataset.readAloud
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); return }
    for (const part of parts) {
      const speech = new SpeechSynthesisUtterance(part.textContent.trim())
      speech.lang = (part.closest('[lang]') || document.documentElement).lang
      speech.rate = 0.9
      speechSynthesis.speak(speech)
    }
  })
  title.closest('form').prepend(button)
}
