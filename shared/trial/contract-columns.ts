/**
 * The files of the trial-CSV layout that every study has, with the columns that are always written
 * (after SUBJID), in their order. Further columns of a definition follow them where they hold data.
 * @source trial-CSV contract, first table
 */
export const CONTRACT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  subjects: ['SITEID', 'SEX', 'BRTHDAT', 'RFICDAT', 'ENRDAT', 'COHORT'],
  visits: ['VISIT', 'SVSTDAT'],
  exposure: ['EXTRT', 'EXSTDAT', 'EXENDAT', 'EXDOSE', 'EXDOSU', 'EXDOSFRQ', 'EXADJ'],
  procedures: ['PRSTDAT', 'PRTRT'],
  lesions: ['TULNKID', 'TUGRPID', 'TULOC', 'TUNODE', 'TUDAT'],
  measurements: [
    'VISIT',
    'TRLNKID',
    'TRDAT',
    'LDIAM',
    'VDIAM',
    'SAXIS',
    'TUMSTATE',
    'VTUMSTATE',
    'TRSTAT',
  ],
  responses: ['VISIT', 'RSCAT', 'RSDAT', 'OVRLRESP', 'RSREASON'],
  'new-therapies': ['CMSTDAT', 'CMTRT'],
  labs: ['LBDAT', 'LBTESTCD', 'VISIT', 'LBORRES', 'LBORRESU', 'LBORNRLO', 'LBORNRHI'],
  'adverse-events': [
    'AESTDAT',
    'AETERM',
    'AEENDAT',
    'AEDECOD',
    'AELLTCD',
    'AEBODSYS',
    'AETOXGR',
    'AESER',
    'AEREL',
    'AERELTRT',
    'AEACN',
    'AEOUT',
    'AEDLT',
  ],
  antibodies: ['ISDAT', 'VISIT', 'ISORRES'],
  disposition: ['DSSTDAT', 'DSSCAT', 'DSDECOD'],
  survival: ['SSDAT', 'SSORRES'],
  deaths: ['DTHDAT', 'DTHCAUS'],
}
