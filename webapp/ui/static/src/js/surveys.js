// Reading aloud, where the browser can. The page says everything without it.
const parts = [...document.querySelectorAll('[data-read]')]
const title = document.querySelector('h1[data-read]')
if (parts.length && title && 'speechSynthesis' in window) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'read-aloud no-print'
  const words = document.querySelector('[data-read-aloud]').dataset
  // A voice of another language would read nonsense: then there is no button. (No list of voices yet: we do not know.)
  const language = document.documentElement.lang.slice(0, 2)
  const look = () => {
    const voices = speechSynthesis.getVoices()
    button.hidden = voices.length > 0 && !voices.some((voice) => voice.lang.toLowerCase().startsWith(language))
  }
  look()
  speechSynthesis.addEventListener?.('voiceschanged', look)
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
  const place = document.querySelector('.ask-one__progress')
  if (place) place.after(button)
  else title.after(button)
}
