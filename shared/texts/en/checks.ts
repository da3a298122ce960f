/** Edit checks: what fired, and how it is corrected or confirmed. */
export const checks = {
  'definition.checkTwice': 'The edit check {{check}} stands twice.',
  'definition.checkForm':
    'The edit check {{check}} names the form {{form}}, which the definition does not have.',
  'definition.checkItem':
    'The edit check {{check}} names the item {{item}}, which the form {{form}} does not have.',
  'definition.checkRule': 'The rule of the edit check {{check}} cannot be used: {{fault}}',
  'definition.checkProducer': 'The edit check {{check}} names {{producer}}, which does not exist.',
  'definition.checkCompares':
    'The edit check {{check}} compares {{name}}, which its rule could not use.',
  'requires.check.open': 'a firing that is neither confirmed nor corrected yet',
  'act.check.fire': 'Edit check fired',
  'act.check.confirm': 'Edit check confirmed with a reason',
  'act.check.correct': 'Edit check no longer fires',
  'act.check.supersede': 'Edit check fired on other values',
} as const
