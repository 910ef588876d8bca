// Makes pages better where scripts run; every page works without them.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from 'govuk-frontend'

// The library looks for these words before it starts; an inline script to write them would need a hole in the policy.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component)
}

// All or none of some boxes, and how many are ticked. Without a script the buttons send the form, which comes back so.
for (const chooser of document.querySelectorAll('[data-civic-choose]')) {
  const boxes = [...chooser.closest('fieldset').querySelectorAll('input[type=checkbox]')]
  const chosen = chooser.querySelector('[data-civic-chosen]')
  const count = () => {
    chosen.textContent = boxes.filter((box) => box.checked).length
  }
  for (const box of boxes) {
    box.addEventListener('change', count)
  }
  for (const button of chooser.querySelectorAll('button')) {
    button.type = 'button'
    button.addEventListener('click', () => {
      for (const box of boxes) {
        box.checked = button.value.endsWith(':all')
      }
      count()
    })
  }
  count()
}

// A print button is of no use without a script, so it arrives hidden.
for (const button of document.querySelectorAll('[data-civic-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
