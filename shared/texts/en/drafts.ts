/** Typing that is not saved yet: drafts, lost network, conflicts. */
export const drafts = {
  'draft.keptAt': 'Draft saved {{time}}, not yet saved as data',
  'draft.keptHere': 'Not connected: kept on this computer, sent when the server is back',
  'draft.inWindow':
    'Not connected: kept in this window only, sent when the server is back. Leave it open.',
  'draft.signedOut': 'Not signed in: kept on this computer, sent when you sign in again',
  'draft.refused': 'No draft is kept of this. Save before you leave. {{why}}',
  'draft.leave': 'What you typed stays as a draft.',
  'draft.found': 'A draft of yours was kept at {{when}} and never saved as data.',
  'draft.foundHere':
    'This computer kept typing of yours that did not reach the server and was never saved as data.',
  'draft.decide': 'Choose for each field which value goes into the form; then save it.',
  'draft.moved': 'Since it was typed, {{who}} saved this form at {{when}}.',
  'draft.inForm': 'Stored now',
  'draft.draft': 'Your draft',
  'draft.chooseForm': 'Choose all stored values',
  'draft.chooseDraft': 'Choose the whole draft',
  'draft.signOutQuestion':
    'Typing of {{count}} {{count, form|forms}} did not reach the server. Signing out removes it from this computer.',
  'draft.signOutStay': 'Stay signed in',
  'draft.signOutAnyway': 'Sign out and remove it',
  'draft.inLedger':
    'Measurements you typed were never saved as data. They are offered at the visit:',
  'draft.inLog': 'You kept drafts here that were never saved as data.',
  'draft.openRow': '{{name}}, draft of {{when}}',
  'draft.mine': 'Drafts of mine, not saved as data',
  'draft.lastTyped': 'Draft saved',
  'draft.discard': 'Discard',
  'draft.discardSurely': 'Discard for good',
  'conflict.goOn': 'Go on with the chosen values',
  'conflict.open': 'Still to choose: {{count}}',
  'conflict.noRow': 'no such row',
} as const
