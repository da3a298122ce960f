/** Data queries and their threads. */
export const queries = {
  'query.nowValid': 'The data changed and the check no longer fires. Closed by the program.',
  'query.confirmedAtOnce':
    'Confirmed with a reason within a minute of its opening. Nothing is left to ask.',
  'query.firesStill': 'The value changed, and the check fires on the new one too: {{message}}',
  'query.nothingThere': 'The form has no such item or row to ask about.',
  'query.wordsMissing': 'Write what is to be said.',
  'requires.query.answer': 'a query that is open or was reopened',
  'requires.query.close': 'a query that was answered',
  'requires.query.reopen': 'a query that was answered or closed',
  'requires.query.cancel': 'a query that is not settled yet',
  'requires.query.onlyOne': 'no other open query of the same check at this place',
  'act.query.open': 'Query opened',
  'act.query.answer': 'Query answered',
  'act.query.close': 'Query closed',
  'act.query.reopen': 'Query reopened',
  'act.query.cancel': 'Query cancelled',
  'act.query.comment': 'Remark on a query',
} as const
