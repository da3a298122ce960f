/** The formats of datasets that are measured. */
export const DATASET_FORMATS = ['sdtm', 'sdtm-json', 'adam', 'adam-json'] as const

export type DatasetFormat = (typeof DATASET_FORMATS)[number]
