import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { sentence } from '../../shared/texts/sentence.ts'

/** What the program says in the thread of a query that it opened itself. */
export function nowValid(): Bilingual {
  return { en: sentence('en', 'query.nowValid'), zh: sentence('zh', 'query.nowValid') }
}

/** The data did not change what the check looks at; the definition did. */
export function askedNoLonger(): Bilingual {
  return { en: sentence('en', 'query.askedNoLonger'), zh: sentence('zh', 'query.askedNoLonger') }
}

/** Neither the data nor the definition changed, but the day, or a laboratory range. */
export function timePassed(): Bilingual {
  return { en: sentence('en', 'query.timePassed'), zh: sentence('zh', 'query.timePassed') }
}

export function answeredByReason(): Bilingual {
  return {
    en: sentence('en', 'query.confirmedAtOnce'),
    zh: sentence('zh', 'query.confirmedAtOnce'),
  }
}

/** The value changed, and the check fires on the new one too. */
export function firesStill(message: Bilingual): Bilingual {
  return {
    en: sentence('en', 'query.firesStill', { message: message.en }),
    zh: sentence('zh', 'query.firesStill', { message: message.zh }),
  }
}
