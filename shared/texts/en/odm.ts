/** Texts of ODM files, and of definitions read from them. */
export const odm = {
  'odm.legalReason':
    'The electronic signature of this person is meant to be the legally binding equivalent of the handwritten one.',
} as const
