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

// A print button is of no use without a script, so it arrives hidden.
for (const button of document.querySelectorAll('[data-civic-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
