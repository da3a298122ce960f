/** A made-up release in the layout of the ASCII distribution: no content of MedDRA, codes from 99. */
export const LLT = [
  '99000001$Belly swelling$99000001$$$$$$$Y$$',
  '99000002$Water in the belly$99000001$$$$$$$Y$$',
  '99000003$Old word for swelling$99000001$$$$$$$N$$',
  '99000004$Tired$99000004$$$$$$$Y$$',
].join('\r\n')

export const HIERARCHY = [
  '99000001$99100001$99200001$99300001$Belly swelling$Fluids$Belly$Stomach things$Belly$$99300001$Y$',
  '99000001$99100002$99200002$99300002$Belly swelling$Other$Other$Second place$Sec$$99300001$N$',
  '99000004$99100003$99200003$99300003$Tired$Feelings$General$Whole body$Gen$$99300003$Y$',
].join('\n')

export const DRUGS = [
  'CODE,NAME,PREFERRED_CODE,PREFERRED_NAME,ATC,ATC_NAME',
  'D1,Painaway,D0,madeupamol,X01AA,Pain relievers',
  'D2,"Painaway, strong",D0,madeupamol,X01AA,Pain relievers',
].join('\n')
