// A passkey's answer for a form: the site says what to sign, the browser has it signed, the form carries it back.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }))

const ask = async (options) => {
  options.challenge = bytes(options.challenge)
  if (!options.user) {
    return navigator.credentials.get({ publicKey: { ...options, allowCredentials: known(options.allowCredentials) } })
  }
  const user = { ...options.user, id: bytes(options.user.id) }
  const publicKey = { ...options, user, excludeCredentials: known(options.excludeCredentials) }
  return navigator.credentials.create({ publicKey })
}

const written = (key) => {
  const response = {}
  for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (key.response[part]) response[part] = text(key.response[part])
  }
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response })
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential || !navigator.credentials) continue
  form.hidden = false
  document.querySelector('[data-passkey-cannot]').hidden = true
  const trouble = form.querySelector('[data-passkey-trouble]')
  form.addEventListener('submit', async (event) => {
    const { answer, name } = form.elements
    if (answer.value || name?.value === '') return
    event.preventDefault()
    trouble.hidden = true
    try {
      const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value })
      const said = await fetch(form.dataset.passkey, { method: 'POST', body })
      answer.value = written(await ask(await said.json()))
      HTMLFormElement.prototype.submit.call(form)
    } catch {
      trouble.hidden = false
    }
  })
}
