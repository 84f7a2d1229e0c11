// Wires the one passkey button of a page to allauth's script. Without scripts the button stays hidden.
document.addEventListener('DOMContentLoaded', function () {
  const button = document.querySelector('[data-passkey]')
  if (!button || !window.PublicKeyCredential || !window.allauth) return
  const ids = { data: 'js_data', credential: button.form.elements.credential.id, passwordless: 'id_passwordless' }
  for (const name of ['login', 'add', 'authenticate']) ids[name] = button.id
  window.allauth.webauthn.forms[button.dataset.passkey]({ ids: ids })
  button.hidden = false
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    document.getElementById('passkey_failed').hidden = false
  })
})
