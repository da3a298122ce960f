import { useTexts } from '../kit/texts.ts'

/** Shortest password the form lets through; the server has the last word. */
export const MINIMUM_PASSWORD = 12

export interface PasswordRules {
  readonly next: { readonly validate: (value: string) => string | true }
  readonly repeated: { readonly validate: (value: string) => string | true }
}

/** Rules of a new password and its repetition, with messages in the reader's language. */
export function usePasswordRules(next: () => string): PasswordRules {
  const { t } = useTexts()
  return {
    next: {
      validate: (value) =>
        value.length >= MINIMUM_PASSWORD || t('password.rule', { length: MINIMUM_PASSWORD }),
    },
    repeated: { validate: (value) => value === next() || t('password.different') },
  }
}
