/** Verification against the source, redaction in the trail, and patterns that an audit review looks for. */
export const trail = {
  'verify.verify': 'Verify against the source',
  'verify.verified': 'Verified by {{who}}, {{when}}',
  'verify.changed': 'Changed since it was verified by {{who}}, {{when}}',
  'verify.again': 'Verify again',
  'verify.withdraw': 'Take the verification back',
  'verify.withdrawReason': 'Why the verification is taken back',
  'verify.nothingThere': 'The form has no such item or row: there is nothing to verify.',
  'requires.verification.absent': 'verify something that is not verified yet',
  'requires.verification.standing': 'a verification that still stands',
  'act.verification.set': 'Verified against the source',
  'act.verification.withdraw': 'Verification taken back',
  'act.verification.reset': 'Verification reset by a change',
} as const
