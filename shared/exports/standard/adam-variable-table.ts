/**
 * Variables of the ADaM datasets, in their order: name, type, core, codelist (NCI code; several with
 * `;` between), label. @source CDISC ADaMIG 1.3; OCCDS 1.1 for ADAE; AVALU, NADIR, CHGNAD and PCHGNAD are sponsor-defined
 */
export const ADAM_VARIABLE_TABLE = `
# ADSL
STUDYID | Char | Req |  | Study Identifier
USUBJID | Char | Req |  | Unique Subject Identifier
SUBJID | Char | Req |  | Subject Identifier for the Study
SITEID | Char | Req |  | Study Site Identifier
COUNTRY | Char | Perm |  | Country
AGE | Num | Req |  | Age
AGEU | Char | Req | C66781 | Age Units
AGEGR1 | Char | Perm |  | Pooled Age Group 1
AGEGR1N | Num | Perm |  | Pooled Age Group 1 (N)
SEX | Char | Req | C66731 | Sex
RACE | Char | Req | C74457 | Race
ETHNIC | Char | Perm | C66790 | Ethnicity
ENRLFL | Char | Cond |  | Enrolled Population Flag
SAFFL | Char | Cond |  | Safety Population Flag
FASFL | Char | Cond |  | Full Analysis Set Population Flag
PPROTFL | Char | Cond |  | Per-Protocol Population Flag
COMPLFL | Char | Cond |  | Completers Population Flag
EFFFL | Char | Perm |  | Efficacy Evaluable Population Flag
DLTEVFL | Char | Perm |  | DLT Evaluable Population Flag
ARMCD | Char | Perm |  | Planned Arm Code
ARM | Char | Req |  | Description of Planned Arm
ACTARM | Char | Perm |  | Description of Actual Arm
TRT01P | Char | Req |  | Planned Treatment for Period 01
TRT01PN | Num | Perm |  | Planned Treatment for Period 01 (N)
TRT01A | Char | Cond |  | Actual Treatment for Period 01
TRT01AN | Num | Perm |  | Actual Treatment for Period 01 (N)
TRTSDT | Num | Cond |  | Date of First Exposure to Treatment
TRTSDTM | Num | Cond |  | Datetime of First Exposure to Treatment
TRTSDTF | Char | Cond | C81223 | Date of First Exposure Imput. Flag
TRTEDT | Num | Cond |  | Date of Last Exposure to Treatment
TRTEDTM | Num | Cond |  | Datetime of Last Exposure to Treatment
TRTEDTF | Char | Cond | C81223 | Date of Last Exposure Imput. Flag
TRTDURD | Num | Perm |  | Total Treatment Duration (Days)
RFICDT | Num | Perm |  | Date of Informed Consent
ENRLDT | Num | Perm |  | Date of Enrollment
EOSSTT | Char | Perm | C124296 | End of Study Status
EOSDT | Num | Perm |  | End of Study Date
DCSREAS | Char | Perm |  | Reason for Discontinuation from Study
EOTSTT | Char | Perm | C124296 | End of Treatment Status
DCTREAS | Char | Perm |  | Reason for Discontinuation of Treatment
DTHFL | Char | Perm | C66742 | Subject Death Flag
DTHDT | Num | Perm |  | Date of Death
DTHDTF | Char | Cond | C81223 | Date of Death Imputation Flag
DTHCAUS | Char | Perm |  | Cause of Death
LSTALVDT | Num | Perm |  | Date Last Known Alive
ECOGBL | Num | Perm |  | ECOG Performance Status at Baseline
CHILDPBL | Char | Perm |  | Child-Pugh Class at Baseline
CHILDPSB | Num | Perm |  | Child-Pugh Score at Baseline
BCLCBL | Char | Perm |  | BCLC Stage at Baseline
AFPBL | Num | Perm |  | Alpha Fetoprotein at Baseline
HBVFL | Char | Perm |  | Hepatitis B Infection Flag
HCVFL | Char | Perm |  | Hepatitis C Infection Flag
MVIFL | Char | Perm |  | Macrovascular Invasion Flag
EHSFL | Char | Perm |  | Extrahepatic Spread Flag
# ADAE
STUDYID | Char | Req |  | Study Identifier
USUBJID | Char | Req |  | Unique Subject Identifier
SUBJID | Char | Perm |  | Subject Identifier for the Study
SITEID | Char | Perm |  | Study Site Identifier
AGE | Num | Perm |  | Age
SEX | Char | Perm | C66731 | Sex
RACE | Char | Perm | C74457 | Race
ENRLFL | Char | Perm |  | Enrolled Population Flag
SAFFL | Char | Perm |  | Safety Population Flag
TRT01A | Char | Perm |  | Actual Treatment for Period 01
TRTSDT | Num | Perm |  | Date of First Exposure to Treatment
TRTEDT | Num | Perm |  | Date of Last Exposure to Treatment
TRTA | Char | Cond |  | Actual Treatment
AESEQ | Num | Req |  | Sequence Number
AETERM | Char | Req |  | Reported Term for the Adverse Event
AELLT | Char | Perm |  | Lowest Level Term
AELLTCD | Num | Perm |  | Lowest Level Term Code
AEDECOD | Char | Req |  | Dictionary-Derived Term
AEPTCD | Num | Perm |  | Preferred Term Code
AEHLT | Char | Perm |  | High Level Term
AEHLTCD | Num | Perm |  | High Level Term Code
AEHLGT | Char | Perm |  | High Level Group Term
AEHLGTCD | Num | Perm |  | High Level Group Term Code
AEBODSYS | Char | Req |  | Body System or Organ Class
AEBDSYCD | Num | Perm |  | Body System or Organ Class Code
AESOC | Char | Perm |  | Primary System Organ Class
AESOCCD | Num | Perm |  | Primary System Organ Class Code
AESTDTC | Char | Perm |  | Start Date/Time of Adverse Event
AEENDTC | Char | Perm |  | End Date/Time of Adverse Event
AESTDY | Num | Perm |  | Study Day of Start of Adverse Event
AEENDY | Num | Perm |  | Study Day of End of Adverse Event
ASTDT | Num | Cond |  | Analysis Start Date
ASTDTF | Char | Cond | C81223 | Analysis Start Date Imputation Flag
AENDT | Num | Cond |  | Analysis End Date
AENDTF | Char | Cond | C81223 | Analysis End Date Imputation Flag
ASTDY | Num | Cond |  | Analysis Start Relative Day
AENDY | Num | Cond |  | Analysis End Relative Day
ADURN | Num | Perm |  | Analysis Duration (N)
ADURU | Char | Perm |  | Analysis Duration Units
TRTEMFL | Char | Cond |  | Treatment Emergent Analysis Flag
AESER | Char | Req | C66742 | Serious Event
AESDTH | Char | Perm | C66742 | Results in Death
AESLIFE | Char | Perm | C66742 | Is Life Threatening
AESHOSP | Char | Perm | C66742 | Requires or Prolongs Hospitalization
AESDISAB | Char | Perm | C66742 | Persist or Signif Disability/Incapacity
AESCONG | Char | Perm | C66742 | Congenital Anomaly or Birth Defect
AESMIE | Char | Perm | C66742 | Other Medically Important Serious Event
AETOXGR | Char | Perm |  | Standard Toxicity Grade
ATOXGR | Char | Perm |  | Analysis Toxicity Grade
ATOXGRN | Num | Perm |  | Analysis Toxicity Grade (N)
AEREL | Char | Perm |  | Causality
AEACN | Char | Perm | C66767 | Action Taken with Study Treatment
AEOUT | Char | Perm | C66768 | Outcome of Adverse Event
AREL | Char | Perm |  | Analysis Causality
AOCCFL | Char | Perm |  | 1st Occurrence within Subject Flag
AOCCSFL | Char | Perm |  | 1st Occurrence of SOC Flag
AOCCPFL | Char | Perm |  | 1st Occurrence of Preferred Term Flag
AOCCIFL | Char | Perm |  | 1st Max Sev./Int. Occurrence Flag
AOCCSIFL | Char | Perm |  | 1st Max Sev./Int. Occur Within SOC Flag
AOCCPIFL | Char | Perm |  | 1st Max Sev./Int. Occur Within PT Flag
DLTFL | Char | Perm |  | Dose Limiting Toxicity Flag
AESIFL | Char | Perm |  | Adverse Event of Special Interest Flag
ANL01FL | Char | Cond |  | Analysis Flag 01
CQ01NAM | Char | Cond |  | Customized Query 01 Name
# ADEFF
STUDYID | Char | Req |  | Study Identifier
USUBJID | Char | Req |  | Unique Subject Identifier
SUBJID | Char | Perm |  | Subject Identifier for the Study
SITEID | Char | Perm |  | Study Site Identifier
ASEQ | Num | Perm |  | Analysis Sequence Number
AGE | Num | Perm |  | Age
SEX | Char | Perm | C66731 | Sex
RACE | Char | Perm | C74457 | Race
ENRLFL | Char | Perm |  | Enrolled Population Flag
SAFFL | Char | Perm |  | Safety Population Flag
FASFL | Char | Perm |  | Full Analysis Set Population Flag
EFFFL | Char | Perm |  | Efficacy Evaluable Population Flag
TRT01P | Char | Perm |  | Planned Treatment for Period 01
TRT01A | Char | Perm |  | Actual Treatment for Period 01
TRTSDT | Num | Perm |  | Date of First Exposure to Treatment
TRTEDT | Num | Perm |  | Date of Last Exposure to Treatment
TRTP | Char | Cond |  | Planned Treatment
TRTA | Char | Cond |  | Actual Treatment
PARAMCD | Char | Req |  | Parameter Code
PARAM | Char | Req |  | Parameter
PARCAT1 | Char | Perm |  | Parameter Category 1
PARCAT3 | Char | Perm |  | Parameter Category 3
AVAL | Num | Cond |  | Analysis Value
AVALC | Char | Cond |  | Analysis Value (C)
ADT | Num | Cond |  | Analysis Date
ADY | Num | Cond |  | Analysis Relative Day
AVALU | Char | Perm |  | Analysis Value Unit

# ADRS
STUDYID | Char | Req |  | Study Identifier
USUBJID | Char | Req |  | Unique Subject Identifier
SUBJID | Char | Perm |  | Subject Identifier for the Study
SITEID | Char | Perm |  | Study Site Identifier
ASEQ | Num | Perm |  | Analysis Sequence Number
AGE | Num | Perm |  | Age
SEX | Char | Perm | C66731 | Sex
RACE | Char | Perm | C74457 | Race
ENRLFL | Char | Perm |  | Enrolled Population Flag
SAFFL | Char | Perm |  | Safety Population Flag
FASFL | Char | Perm |  | Full Analysis Set Population Flag
EFFFL | Char | Perm |  | Efficacy Evaluable Population Flag
TRT01P | Char | Perm |  | Planned Treatment for Period 01
TRT01A | Char | Perm |  | Actual Treatment for Period 01
TRTSDT | Num | Perm |  | Date of First Exposure to Treatment
TRTEDT | Num | Perm |  | Date of Last Exposure to Treatment
TRTP | Char | Cond |  | Planned Treatment
TRTA | Char | Cond |  | Actual Treatment
PARAMCD | Char | Req |  | Parameter Code
PARAM | Char | Req |  | Parameter
PARAMN | Num | Perm |  | Parameter (N)
PARCAT1 | Char | Perm |  | Parameter Category 1
PARCAT2 | Char | Perm |  | Parameter Category 2
PARCAT3 | Char | Perm |  | Parameter Category 3
AVAL | Num | Cond |  | Analysis Value
AVALC | Char | Cond |  | Analysis Value (C)
ADT | Num | Cond |  | Analysis Date
ADTF | Char | Cond | C81223 | Analysis Date Imputation Flag
ADY | Num | Cond |  | Analysis Relative Day
AVISIT | Char | Cond |  | Analysis Visit
AVISITN | Num | Perm |  | Analysis Visit (N)
VISITNUM | Num | Perm |  | Visit Number
VISIT | Char | Perm |  | Visit Name
ANL01FL | Char | Cond |  | Analysis Flag 01
ANL02FL | Char | Cond |  | Analysis Flag 02
DTYPE | Char | Cond | C81224 | Derivation Type
CRIT1 | Char | Perm |  | Analysis Criterion 1
CRIT1FL | Char | Cond |  | Criterion 1 Evaluation Result Flag
RSTESTCD | Char | Perm | C96782 | Assessment Short Name
RSTEST | Char | Perm | C96781 | Assessment Name
RSCAT | Char | Perm | C124298;C118971 | Category for Assessment
RSORRES | Char | Perm |  | Result or Finding in Original Units
RSSTRESC | Char | Perm | C96785 | Character Result/Finding in Std Format
RSEVAL | Char | Perm | C78735 | Evaluator
RSEVALID | Char | Perm | C96777 | Evaluator Identifier
RSACPTFL | Char | Perm | C66742 | Accepted Record Flag
RSDTC | Char | Perm |  | Date/Time of Assessment
RSSEQ | Num | Perm |  | Sequence Number
SRCDOM | Char | Perm |  | Source Data
SRCVAR | Char | Perm |  | Source Variable
SRCSEQ | Num | Perm |  | Source Sequence Number
# ADTR
STUDYID | Char | Req |  | Study Identifier
USUBJID | Char | Req |  | Unique Subject Identifier
SUBJID | Char | Perm |  | Subject Identifier for the Study
SITEID | Char | Perm |  | Study Site Identifier
ASEQ | Num | Perm |  | Analysis Sequence Number
AGE | Num | Perm |  | Age
SEX | Char | Perm | C66731 | Sex
RACE | Char | Perm | C74457 | Race
ENRLFL | Char | Perm |  | Enrolled Population Flag
SAFFL | Char | Perm |  | Safety Population Flag
FASFL | Char | Perm |  | Full Analysis Set Population Flag
EFFFL | Char | Perm |  | Efficacy Evaluable Population Flag
TRT01P | Char | Perm |  | Planned Treatment for Period 01
TRT01A | Char | Perm |  | Actual Treatment for Period 01
TRTSDT | Num | Perm |  | Date of First Exposure to Treatment
TRTEDT | Num | Perm |  | Date of Last Exposure to Treatment
TRTP | Char | Cond |  | Planned Treatment
TRTA | Char | Cond |  | Actual Treatment
PARAMCD | Char | Req |  | Parameter Code
PARAM | Char | Req |  | Parameter
PARAMN | Num | Perm |  | Parameter (N)
PARCAT1 | Char | Perm |  | Parameter Category 1
PARCAT2 | Char | Perm |  | Parameter Category 2
PARCAT3 | Char | Perm |  | Parameter Category 3
AVAL | Num | Cond |  | Analysis Value
AVALC | Char | Cond |  | Analysis Value (C)
BASE | Num | Cond |  | Baseline Value
CHG | Num | Perm |  | Change from Baseline
PCHG | Num | Perm |  | Percent Change from Baseline
ABLFL | Char | Cond |  | Baseline Record Flag
ADT | Num | Cond |  | Analysis Date
ADTF | Char | Cond | C81223 | Analysis Date Imputation Flag
ADY | Num | Cond |  | Analysis Relative Day
AVISIT | Char | Cond |  | Analysis Visit
AVISITN | Num | Perm |  | Analysis Visit (N)
VISITNUM | Num | Perm |  | Visit Number
VISIT | Char | Perm |  | Visit Name
ANL01FL | Char | Cond |  | Analysis Flag 01
DTYPE | Char | Cond | C81224 | Derivation Type
TRGRPID | Char | Perm |  | Group ID
TRLNKID | Char | Perm |  | Link ID
TRTESTCD | Char | Perm | C96779 | Tumor/Lesion Assessment Short Name
TREVAL | Char | Perm | C78735 | Evaluator
TRDTC | Char | Perm |  | Date/Time of Tumor/Lesion Measurement
TRSEQ | Num | Perm |  | Sequence Number
TULOC | Char | Perm | C74456 | Location of the Tumor/Lesion
NADIR | Num | Perm |  | NADIR
CHGNAD | Num | Perm |  | Change from NADIR
PCHGNAD | Num | Perm |  | Percent Change from NADIR
SRCDOM | Char | Perm |  | Source Data
SRCVAR | Char | Perm |  | Source Variable
SRCSEQ | Num | Perm |  | Source Sequence Number
# ADTTE
STUDYID | Char | Req |  | Study Identifier
USUBJID | Char | Req |  | Unique Subject Identifier
SUBJID | Char | Perm |  | Subject Identifier for the Study
SITEID | Char | Perm |  | Study Site Identifier
ASEQ | Num | Perm |  | Analysis Sequence Number
AGE | Num | Perm |  | Age
SEX | Char | Perm | C66731 | Sex
RACE | Char | Perm | C74457 | Race
ENRLFL | Char | Perm |  | Enrolled Population Flag
SAFFL | Char | Perm |  | Safety Population Flag
FASFL | Char | Perm |  | Full Analysis Set Population Flag
EFFFL | Char | Perm |  | Efficacy Evaluable Population Flag
TRT01P | Char | Perm |  | Planned Treatment for Period 01
TRT01A | Char | Perm |  | Actual Treatment for Period 01
TRTSDT | Num | Perm |  | Date of First Exposure to Treatment
TRTEDT | Num | Perm |  | Date of Last Exposure to Treatment
TRTP | Char | Cond |  | Planned Treatment
TRTA | Char | Cond |  | Actual Treatment
PARAMCD | Char | Req |  | Parameter Code
PARAM | Char | Req |  | Parameter
PARAMN | Num | Perm |  | Parameter (N)
PARCAT1 | Char | Perm |  | Parameter Category 1
PARCAT2 | Char | Perm |  | Parameter Category 2
PARCAT3 | Char | Perm |  | Parameter Category 3
AVAL | Num | Cond |  | Analysis Value
STARTDT | Num | Perm |  | Time-to-Event Origin Date for Subject
STARTDTF | Char | Cond | C81223 | Origin Date Imputation Flag
ADT | Num | Cond |  | Analysis Date
ADTF | Char | Cond | C81223 | Analysis Date Imputation Flag
ADY | Num | Cond |  | Analysis Relative Day
CNSR | Num | Cond |  | Censor
EVNTDESC | Char | Perm |  | Event or Censoring Description
CNSDTDSC | Char | Perm |  | Censor Date Description
SRCDOM | Char | Perm |  | Source Data
SRCVAR | Char | Perm |  | Source Variable
SRCSEQ | Num | Perm |  | Source Sequence Number
AVALU | Char | Perm |  | Analysis Value Unit
# ADLB
STUDYID | Char | Req |  | Study Identifier
USUBJID | Char | Req |  | Unique Subject Identifier
SUBJID | Char | Perm |  | Subject Identifier for the Study
SITEID | Char | Perm |  | Study Site Identifier
ASEQ | Num | Perm |  | Analysis Sequence Number
AGE | Num | Perm |  | Age
SEX | Char | Perm | C66731 | Sex
RACE | Char | Perm | C74457 | Race
ENRLFL | Char | Perm |  | Enrolled Population Flag
SAFFL | Char | Perm |  | Safety Population Flag
FASFL | Char | Perm |  | Full Analysis Set Population Flag
EFFFL | Char | Perm |  | Efficacy Evaluable Population Flag
TRT01P | Char | Perm |  | Planned Treatment for Period 01
TRT01A | Char | Perm |  | Actual Treatment for Period 01
TRTSDT | Num | Perm |  | Date of First Exposure to Treatment
TRTEDT | Num | Perm |  | Date of Last Exposure to Treatment
TRTP | Char | Cond |  | Planned Treatment
TRTA | Char | Cond |  | Actual Treatment
PARAMCD | Char | Req |  | Parameter Code
PARAM | Char | Req |  | Parameter
PARAMN | Num | Perm |  | Parameter (N)
PARCAT1 | Char | Perm |  | Parameter Category 1
AVAL | Num | Cond |  | Analysis Value
AVALC | Char | Cond |  | Analysis Value (C)
BASE | Num | Cond |  | Baseline Value
BASEC | Char | Perm |  | Baseline Value (C)
CHG | Num | Perm |  | Change from Baseline
PCHG | Num | Perm |  | Percent Change from Baseline
ABLFL | Char | Cond |  | Baseline Record Flag
ADT | Num | Cond |  | Analysis Date
ADTF | Char | Cond | C81223 | Analysis Date Imputation Flag
ADY | Num | Cond |  | Analysis Relative Day
AVISIT | Char | Cond |  | Analysis Visit
AVISITN | Num | Perm |  | Analysis Visit (N)
VISITNUM | Num | Perm |  | Visit Number
VISIT | Char | Perm |  | Visit Name
ANL01FL | Char | Cond |  | Analysis Flag 01
ANL02FL | Char | Cond |  | Analysis Flag 02
ANL03FL | Char | Cond |  | Analysis Flag 03
ONTRTFL | Char | Perm |  | On Treatment Record Flag
DTYPE | Char | Cond | C81224 | Derivation Type
ANRIND | Char | Perm |  | Analysis Reference Range Indicator
BNRIND | Char | Perm |  | Baseline Reference Range Indicator
SHIFT1 | Char | Cond |  | Shift 1
ANRLO | Num | Perm |  | Analysis Normal Range Lower Limit
ANRHI | Num | Perm |  | Analysis Normal Range Upper Limit
ATOXGR | Char | Perm |  | Analysis Toxicity Grade
ATOXGRN | Num | Perm |  | Analysis Toxicity Grade (N)
BTOXGR | Char | Perm |  | Baseline Toxicity Grade
BTOXGRN | Num | Perm |  | Baseline Toxicity Grade (N)
SHIFT2 | Char | Cond |  | Shift 2
ATOXGRL | Char | Perm |  | Analysis Toxicity Grade Low
ATOXGRH | Char | Perm |  | Analysis Toxicity Grade High
LBTESTCD | Char | Perm | C65047 | Lab Test or Examination Short Name
LBSTRESN | Num | Perm |  | Numeric Result/Finding in Standard Units
LBSTRESU | Char | Perm | C71620 | Standard Units
LBDTC | Char | Perm |  | Date/Time of Specimen Collection
LBSEQ | Num | Perm |  | Sequence Number
SRCDOM | Char | Perm |  | Source Data
SRCVAR | Char | Perm |  | Source Variable
SRCSEQ | Num | Perm |  | Source Sequence Number
`
