import type { Bilingual } from '../../../shared/kernel/bilingual.ts'
import { mailSettings } from '../../mail/service.ts'
import { transportSettings } from '../../http/transport-settings.ts'
import { SETTING_NAMES } from '../../settings.ts'
import { fact, required, type Check, type Line } from '../define.ts'

const VALID = { en: 'valid', zh: '有效' }

/** What is set outside the product. Values are never told: some are secrets. */
export const settings: Check = {
  key: 'settings',
  part: 'installation',
  title: { en: 'Settings', zh: '设置' },
  about: {
    en: 'Every setting is known, and those of network and mail can be used. Values are not shown.',
    zh: '所有设置均为已知项，网络与邮件设置可用。不显示设置值。',
  },
  run({ installation: { environment } }) {
    // A key that is not known, or given twice, has ended the command before.
    const names = SETTING_NAMES.filter((name) => (environment[name] ?? '') !== '').join(', ')
    return Promise.resolve({
      lines: [
        fact({ en: 'Set', zh: '已设置' }, names === '' ? { en: 'none', zh: '无' } : names),
        usable({ en: 'Network and TLS', zh: '网络与 TLS' }, () => transportSettings(environment)),
        usable({ en: 'Mail', zh: '邮件' }, () => mailSettings(environment)),
      ],
    })
  },
}

function usable(label: Line['label'], read: () => unknown): Line {
  try {
    read()
    return required(label, VALID, VALID)
  } catch (error) {
    return required(label, namedIn(error), VALID)
  }
}

/** The settings that an error names. Its words stay out of a report that goes from hand to hand. */
function namedIn(error: unknown): Bilingual {
  const text = error instanceof Error ? error.message : ''
  const names = SETTING_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).join(', ')
  return names === ''
    ? { en: 'not valid', zh: '无效' }
    : { en: `not valid: ${names}`, zh: `无效：${names}` }
}
