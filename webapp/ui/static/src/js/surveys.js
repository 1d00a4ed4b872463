// Reading aloud, where the browser can. The page says everything without it.
const parts = [...document.querySelectorAll('[data-read]')]
const title = document.querySelector('h1[data-read]')
if (parts.length && title && 'speechSynthesis' in window) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'read-aloud no-print'
  const words = document.querySelector('[data-read-aloud]').dataset
  const say = (reading) => { button.textContent = reading ? words.readStop : words.readAloud }
  say(false)
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); say(false); return }
    say(true)
    for (const part of parts) {
      const speech = new SpeechSynthesisUtterance(part.textContent.trim())
      speech.lang = (part.closest('[lang]') || document.documentElement).lang
      speech.rate = 0.9
      if (part === parts.at(-1)) speech.onend = () => say(false)
      speechSynthesis.speak(speech)
    }
  })
  addEventListener('pagehide', () => speechSynthesis.cancel())
  title.closest('form').querySelector('.ask-one__progress').after(button)
}
