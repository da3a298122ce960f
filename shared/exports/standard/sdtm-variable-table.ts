/**
 * Variables of SDTMIG 3.4 by domain, in the order of the guide: name, type, core, role, codelist (NCI
 * code; several with `;` between), label. @source CDISC SDTMIG 3.4, domain variable tables
 */
export const SDTM_VARIABLE_TABLE = `
# DM
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
SUBJID | Char | Req | Topic |  | Subject Identifier for the Study
RFSTDTC | Char | Exp | Record Qualifier |  | Subject Reference Start Date/Time
RFENDTC | Char | Exp | Record Qualifier |  | Subject Reference End Date/Time
RFXSTDTC | Char | Exp | Record Qualifier |  | Date/Time of First Study Treatment
RFXENDTC | Char | Exp | Record Qualifier |  | Date/Time of Last Study Treatment
RFCSTDTC | Char | Perm | Record Qualifier |  | Date/Time of First Challenge Agent Admin
RFCENDTC | Char | Perm | Record Qualifier |  | Date/Time of Last Challenge Agent Admin
RFICDTC | Char | Exp | Record Qualifier |  | Date/Time of Informed Consent
RFPENDTC | Char | Exp | Record Qualifier |  | Date/Time of End of Participation
DTHDTC | Char | Exp | Record Qualifier |  | Date/Time of Death
DTHFL | Char | Exp | Record Qualifier | C66742 | Subject Death Flag
SITEID | Char | Req | Record Qualifier |  | Study Site Identifier
INVID | Char | Perm | Record Qualifier |  | Investigator Identifier
INVNAM | Char | Perm | Synonym Qualifier |  | Investigator Name
BRTHDTC | Char | Perm | Record Qualifier |  | Date/Time of Birth
AGE | Num | Exp | Record Qualifier |  | Age
AGEU | Char | Exp | Variable Qualifier | C66781 | Age Units
SEX | Char | Req | Record Qualifier | C66731 | Sex
RACE | Char | Exp | Record Qualifier | C74457 | Race
ETHNIC | Char | Perm | Record Qualifier | C66790 | Ethnicity
ARMCD | Char | Exp | Record Qualifier |  | Planned Arm Code
ARM | Char | Exp | Synonym Qualifier |  | Description of Planned Arm
ACTARMCD | Char | Exp | Record Qualifier |  | Actual Arm Code
ACTARM | Char | Exp | Synonym Qualifier |  | Description of Actual Arm
ARMNRS | Char | Exp | Record Qualifier | C142179 | Reason Arm and/or Actual Arm is Null
ACTARMUD | Char | Exp | Record Qualifier |  | Description of Unplanned Actual Arm
COUNTRY | Char | Req | Record Qualifier |  | Country
DMDTC | Char | Perm | Timing |  | Date/Time of Collection
DMDY | Num | Perm | Timing |  | Study Day of Collection
# SE
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
SESEQ | Num | Req | Identifier |  | Sequence Number
ETCD | Char | Req | Topic |  | Element Code
ELEMENT | Char | Perm | Synonym Qualifier |  | Description of Element
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
SESTDTC | Char | Req | Timing |  | Start Date/Time of Element
SEENDTC | Char | Exp | Timing |  | End Date/Time of Element
SESTDY | Num | Perm | Timing |  | Study Day of Start of Element
SEENDY | Num | Perm | Timing |  | Study Day of End of Element
SEUPDES | Char | Perm | Synonym Qualifier |  | Description of Unplanned Element
# SV
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
VISITNUM | Num | Req | Topic |  | Visit Number
VISIT | Char | Perm | Synonym Qualifier |  | Visit Name
SVPRESP | Char | Exp | Variable Qualifier | C66742 | Pre-specified
SVOCCUR | Char | Exp | Record Qualifier | C66742 | Occurrence
SVREASOC | Char | Perm | Record Qualifier |  | Reason for Occur Value
SVCNTMOD | Char | Perm | Record Qualifier | C171445 | Contact Mode
SVEPCHGI | Char | Perm | Record Qualifier | C66742 | Epi/Pandemic Related Change Indicator
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
SVSTDTC | Char | Exp | Timing |  | Start Date/Time of Observation
SVENDTC | Char | Exp | Timing |  | End Date/Time of Observation
SVSTDY | Num | Perm | Timing |  | Study Day of Start of Observation
SVENDY | Num | Perm | Timing |  | Study Day of End of Observation
SVUPDES | Char | Perm | Record Qualifier |  | Description of Unplanned Visit
# IE
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
IESEQ | Num | Req | Identifier |  | Sequence Number
IESPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
IETESTCD | Char | Req | Topic |  | Inclusion/Exclusion Criterion Short Name
IETEST | Char | Req | Synonym Qualifier |  | Inclusion/Exclusion Criterion
IECAT | Char | Req | Grouping Qualifier | C66797 | Inclusion/Exclusion Category
IESCAT | Char | Perm | Grouping Qualifier |  | Inclusion/Exclusion Subcategory
IEORRES | Char | Req | Result Qualifier | C66742 | I/E Criterion Original Result
IESTRESC | Char | Req | Result Qualifier | C66742 | I/E Criterion Result in Std Format
VISITNUM | Num | Perm | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
IEDTC | Char | Perm | Timing |  | Date/Time of Collection
IEDY | Num | Perm | Timing |  | Study Day of Collection
# DS
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
DSSEQ | Num | Req | Identifier |  | Sequence Number
DSGRPID | Char | Perm | Identifier |  | Group ID
DSREFID | Char | Perm | Identifier |  | Reference ID
DSSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
DSTERM | Char | Req | Topic |  | Reported Term for the Disposition Event
DSDECOD | Char | Req | Synonym Qualifier | C66727;C114118;C150811 | Standardized Disposition Term
DSCAT | Char | Exp | Grouping Qualifier | C74558 | Category for Disposition Event
DSSCAT | Char | Perm | Grouping Qualifier | C170443 | Subcategory for Disposition Event
EPOCH | Char | Perm | Timing | C99079 | Epoch
DSDTC | Char | Perm | Timing |  | Date/Time of Collection
DSSTDTC | Char | Exp | Timing |  | Start Date/Time of Disposition Event
DSDY | Num | Perm | Timing |  | Study Day of Collection
DSSTDY | Num | Exp | Timing |  | Study Day of Start of Disposition Event
# DV
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
DVSEQ | Num | Req | Identifier |  | Sequence Number
DVREFID | Char | Perm | Identifier |  | Reference ID
DVSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
DVTERM | Char | Req | Topic |  | Protocol Deviation Term
DVDECOD | Char | Perm | Synonym Qualifier |  | Protocol Deviation Coded Term
DVCAT | Char | Perm | Grouping Qualifier |  | Category for Protocol Deviation
DVSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Protocol Deviation
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
DVSTDTC | Char | Perm | Timing |  | Start Date/Time of Deviation
DVENDTC | Char | Perm | Timing |  | End Date/Time of Deviation
DVSTDY | Num | Perm | Timing |  | Study Day of Start of Deviation Event
DVENDY | Num | Perm | Timing |  | Study Day of End of Deviation Event
# MH
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
MHSEQ | Num | Req | Identifier |  | Sequence Number
MHGRPID | Char | Perm | Identifier |  | Group ID
MHREFID | Char | Perm | Identifier |  | Reference ID
MHSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
MHTERM | Char | Req | Topic |  | Reported Term for the Medical History
MHMODIFY | Char | Perm | Synonym Qualifier |  | Modified Reported Term
MHDECOD | Char | Perm | Synonym Qualifier |  | Dictionary-Derived Term
MHEVDTYP | Char | Perm | Variable Qualifier | C124301 | Medical History Event Date Type
MHCAT | Char | Perm | Grouping Qualifier |  | Category for Medical History
MHSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Medical History
MHPRESP | Char | Perm | Variable Qualifier | C66742 | Medical History Event Pre-Specified
MHOCCUR | Char | Perm | Record Qualifier | C66742 | Medical History Occurrence
MHSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
MHREASND | Char | Perm | Record Qualifier |  | Reason Medical History Not Collected
MHBODSYS | Char | Perm | Record Qualifier |  | Body System or Organ Class
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
MHDTC | Char | Perm | Timing |  | Date/Time of History Collection
MHSTDTC | Char | Perm | Timing |  | Start Date/Time of Medical History Event
MHENDTC | Char | Perm | Timing |  | End Date/Time of Medical History Event
MHDY | Num | Perm | Timing |  | Study Day of History Collection
MHENRF | Char | Perm | Timing | C66728 | End Relative to Reference Period
MHENRTPT | Char | Perm | Timing | C66728 | End Relative to Reference Time Point
MHENTPT | Char | Perm | Timing |  | End Reference Time Point
# CM
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
CMSEQ | Num | Req | Identifier |  | Sequence Number
CMGRPID | Char | Perm | Identifier |  | Group ID
CMSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
CMTRT | Char | Req | Topic |  | Reported Name of Drug, Med, or Therapy
CMMODIFY | Char | Perm | Synonym Qualifier |  | Modified Reported Name
CMDECOD | Char | Perm | Synonym Qualifier |  | Standardized Medication Name
CMCAT | Char | Perm | Grouping Qualifier |  | Category for Medication
CMSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Medication
CMPRESP | Char | Perm | Variable Qualifier | C66742 | CM Pre-specified
CMOCCUR | Char | Perm | Record Qualifier | C66742 | CM Occurrence
CMSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
CMREASND | Char | Perm | Record Qualifier |  | Reason Medication Not Collected
CMINDC | Char | Perm | Record Qualifier |  | Indication
CMCLAS | Char | Perm | Variable Qualifier |  | Medication Class
CMCLASCD | Char | Perm | Variable Qualifier |  | Medication Class Code
CMDOSE | Num | Perm | Record Qualifier |  | Dose per Administration
CMDOSTXT | Char | Perm | Record Qualifier |  | Dose Description
CMDOSU | Char | Perm | Variable Qualifier | C71620 | Dose Units
CMDOSFRM | Char | Perm | Variable Qualifier | C66726 | Dose Form
CMDOSFRQ | Char | Perm | Record Qualifier | C71113 | Dosing Frequency per Interval
CMDOSTOT | Num | Perm | Record Qualifier |  | Total Daily Dose
CMDOSRGM | Char | Perm | Record Qualifier |  | Intended Dose Regimen
CMROUTE | Char | Perm | Variable Qualifier | C66729 | Route of Administration
CMADJ | Char | Perm | Record Qualifier |  | Reason for Dose Adjustment
CMRSDISC | Char | Perm | Record Qualifier |  | Reason the Intervention Was Discontinued
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
CMSTDTC | Char | Perm | Timing |  | Start Date/Time of Medication
CMENDTC | Char | Perm | Timing |  | End Date/Time of Medication
CMSTDY | Num | Perm | Timing |  | Study Day of Start of Medication
CMENDY | Num | Perm | Timing |  | Study Day of End of Medication
CMDUR | Char | Perm | Timing |  | Duration
CMSTRF | Char | Perm | Timing | C66728 | Start Relative to Reference Period
CMENRF | Char | Perm | Timing | C66728 | End Relative to Reference Period
CMSTRTPT | Char | Perm | Timing | C66728 | Start Relative to Reference Time Point
CMSTTPT | Char | Perm | Timing |  | Start Reference Time Point
CMENRTPT | Char | Perm | Timing | C66728 | End Relative to Reference Time Point
CMENTPT | Char | Perm | Timing |  | End Reference Time Point
# PR
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
PRSEQ | Num | Req | Identifier |  | Sequence Number
PRGRPID | Char | Perm | Identifier |  | Group ID
PRSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
PRLNKID | Char | Perm | Identifier |  | Link ID
PRLNKGRP | Char | Perm | Identifier |  | Link Group ID
PRTRT | Char | Req | Topic |  | Reported Name of Procedure
PRDECOD | Char | Perm | Synonym Qualifier | C101858 | Standardized Procedure Name
PRCAT | Char | Perm | Grouping Qualifier |  | Category
PRSCAT | Char | Perm | Grouping Qualifier |  | Subcategory
PRPRESP | Char | Perm | Variable Qualifier | C66742 | Pre-specified
PROCCUR | Char | Perm | Record Qualifier | C66742 | Occurrence
PRINDC | Char | Perm | Record Qualifier |  | Indication
PRDOSE | Num | Perm | Record Qualifier |  | Dose
PRDOSTXT | Char | Perm | Record Qualifier |  | Dose Description
PRDOSU | Char | Perm | Variable Qualifier | C71620 | Dose Units
PRDOSFRM | Char | Perm | Variable Qualifier | C66726 | Dose Form
PRDOSFRQ | Char | Perm | Record Qualifier | C71113 | Dosing Frequency per Interval
PRDOSRGM | Char | Perm | Record Qualifier |  | Intended Dose Regimen
PRROUTE | Char | Perm | Variable Qualifier | C66729 | Route of Administration
PRLOC | Char | Perm | Record Qualifier | C74456 | Location of Procedure
PRLAT | Char | Perm | Variable Qualifier | C99073 | Laterality
PRDIR | Char | Perm | Variable Qualifier | C99074 | Directionality
PRPORTOT | Char | Perm | Variable Qualifier | C99075 | Portion or Totality
VISITNUM | Num | Perm | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
PRSTDTC | Char | Exp | Timing |  | Start Date/Time of Procedure
PRENDTC | Char | Perm | Timing |  | End Date/Time of Procedure
PRSTDY | Num | Perm | Timing |  | Study Day of Start of Procedure
PRENDY | Num | Perm | Timing |  | Study Day of End of Procedure
PRDUR | Char | Perm | Timing |  | Duration of Procedure
PRTPT | Char | Perm | Timing |  | Planned Time Point Name
PRTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
PRELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
PRTPTREF | Char | Perm | Timing |  | Time Point Reference
PRRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
PRSTRTPT | Char | Perm | Timing | C66728 | Start Relative to Reference Time Point
PRSTTPT | Char | Perm | Timing |  | Start Reference Time Point
PRENRTPT | Char | Perm | Timing | C66728 | End Relative to Reference Time Point
PRENTPT | Char | Perm | Timing |  | End Reference Time Point
# EX
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
EXSEQ | Num | Req | Identifier |  | Sequence Number
EXGRPID | Char | Perm | Identifier |  | Group ID
EXREFID | Char | Perm | Identifier |  | Reference ID
EXSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
EXLNKID | Char | Perm | Identifier |  | Link ID
EXLNKGRP | Char | Perm | Identifier |  | Link Group ID
EXTRT | Char | Req | Topic |  | Name of Treatment
EXCAT | Char | Perm | Grouping Qualifier |  | Category of Treatment
EXSCAT | Char | Perm | Grouping Qualifier |  | Subcategory of Treatment
EXDOSE | Num | Exp | Record Qualifier |  | Dose
EXDOSTXT | Char | Perm | Record Qualifier |  | Dose Description
EXDOSU | Char | Exp | Variable Qualifier | C71620 | Dose Units
EXDOSFRM | Char | Exp | Variable Qualifier | C66726 | Dose Form
EXDOSFRQ | Char | Perm | Record Qualifier | C71113 | Dosing Frequency per Interval
EXDOSRGM | Char | Perm | Record Qualifier |  | Intended Dose Regimen
EXROUTE | Char | Perm | Variable Qualifier | C66729 | Route of Administration
EXLOT | Char | Perm | Record Qualifier |  | Lot Number
EXLOC | Char | Perm | Record Qualifier | C74456 | Location of Dose Administration
EXLAT | Char | Perm | Variable Qualifier | C99073 | Laterality
EXDIR | Char | Perm | Variable Qualifier | C99074 | Directionality
EXFAST | Char | Perm | Record Qualifier | C66742 | Fasting Status
EXADJ | Char | Perm | Record Qualifier |  | Reason for Dose Adjustment
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
EXSTDTC | Char | Exp | Timing |  | Start Date/Time of Treatment
EXENDTC | Char | Exp | Timing |  | End Date/Time of Treatment
EXSTDY | Num | Perm | Timing |  | Study Day of Start of Treatment
EXENDY | Num | Perm | Timing |  | Study Day of End of Treatment
EXDUR | Char | Perm | Timing |  | Duration of Treatment
EXTPT | Char | Perm | Timing |  | Planned Time Point Name
EXTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
EXELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
EXTPTREF | Char | Perm | Timing |  | Time Point Reference
EXRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
# EC
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
ECSEQ | Num | Req | Identifier |  | Sequence Number
ECGRPID | Char | Perm | Identifier |  | Group ID
ECREFID | Char | Perm | Identifier |  | Reference ID
ECSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
ECLNKID | Char | Perm | Identifier |  | Link ID
ECLNKGRP | Char | Perm | Identifier |  | Link Group ID
ECTRT | Char | Req | Topic |  | Name of Treatment
ECMOOD | Char | Perm | Record Qualifier | C125923 | Mood
ECCAT | Char | Perm | Grouping Qualifier |  | Category of Treatment
ECSCAT | Char | Perm | Grouping Qualifier |  | Subcategory of Treatment
ECPRESP | Char | Perm | Variable Qualifier | C66742 | Pre-Specified
ECOCCUR | Char | Perm | Record Qualifier | C66742 | Occurrence
ECREASOC | Char | Perm | Record Qualifier |  | Reason for Occur Value
ECDOSE | Num | Exp | Record Qualifier |  | Dose
ECDOSTXT | Char | Perm | Record Qualifier |  | Dose Description
ECDOSU | Char | Exp | Variable Qualifier | C71620 | Dose Units
ECDOSFRM | Char | Exp | Variable Qualifier | C66726 | Dose Form
ECDOSFRQ | Char | Perm | Record Qualifier | C71113 | Dosing Frequency per Interval
ECDOSTOT | Num | Perm | Record Qualifier |  | Total Daily Dose
ECDOSRGM | Char | Perm | Record Qualifier |  | Intended Dose Regimen
ECROUTE | Char | Perm | Variable Qualifier | C66729 | Route of Administration
ECLOT | Char | Perm | Record Qualifier |  | Lot Number
ECLOC | Char | Perm | Record Qualifier | C74456 | Location of Dose Administration
ECLAT | Char | Perm | Variable Qualifier | C99073 | Laterality
ECDIR | Char | Perm | Variable Qualifier | C99074 | Directionality
ECPORTOT | Char | Perm | Variable Qualifier | C99075 | Portion or Totality
ECFAST | Char | Perm | Record Qualifier | C66742 | Fasting Status
ECPSTRG | Num | Perm | Record Qualifier |  | Pharmaceutical Strength
ECPSTRGU | Char | Perm | Variable Qualifier | C71620 | Pharmaceutical Strength Units
ECADJ | Char | Perm | Record Qualifier |  | Reason for Dose Adjustment
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
ECSTDTC | Char | Exp | Timing |  | Start Date/Time of Treatment
ECENDTC | Char | Exp | Timing |  | End Date/Time of Treatment
ECSTDY | Num | Perm | Timing |  | Study Day of Start of Treatment
ECENDY | Num | Perm | Timing |  | Study Day of End of Treatment
ECDUR | Char | Perm | Timing |  | Duration of Treatment
ECTPT | Char | Perm | Timing |  | Planned Time Point Name
ECTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
ECELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
ECTPTREF | Char | Perm | Timing |  | Time Point Reference
ECRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
# AE
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
SPDEVID | Char | Perm | Identifier |  | Sponsor Device Identifier
AESEQ | Num | Req | Identifier |  | Sequence Number
AEGRPID | Char | Perm | Identifier |  | Group ID
AEREFID | Char | Perm | Identifier |  | Reference ID
AESPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
AETERM | Char | Req | Topic |  | Reported Term for the Adverse Event
AEMODIFY | Char | Perm | Synonym Qualifier |  | Modified Reported Term
AELLT | Char | Exp | Variable Qualifier |  | Lowest Level Term
AELLTCD | Num | Exp | Variable Qualifier |  | Lowest Level Term Code
AEDECOD | Char | Req | Synonym Qualifier |  | Dictionary-Derived Term
AEPTCD | Num | Exp | Variable Qualifier |  | Preferred Term Code
AEHLT | Char | Exp | Variable Qualifier |  | High Level Term
AEHLTCD | Num | Exp | Variable Qualifier |  | High Level Term Code
AEHLGT | Char | Exp | Variable Qualifier |  | High Level Group Term
AEHLGTCD | Num | Exp | Variable Qualifier |  | High Level Group Term Code
AECAT | Char | Perm | Grouping Qualifier |  | Category for Adverse Event
AESCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Adverse Event
AEPRESP | Char | Perm | Variable Qualifier | C66742 | Pre-Specified Adverse Event
AEBODSYS | Char | Exp | Record Qualifier |  | Body System or Organ Class
AEBDSYCD | Num | Exp | Variable Qualifier |  | Body System or Organ Class Code
AESOC | Char | Exp | Variable Qualifier |  | Primary System Organ Class
AESOCCD | Num | Exp | Variable Qualifier |  | Primary System Organ Class Code
AELOC | Char | Perm | Record Qualifier | C74456 | Location of Event
AESEV | Char | Perm | Record Qualifier | C66769 | Severity/Intensity
AESER | Char | Exp | Record Qualifier | C66742 | Serious Event
AEACN | Char | Exp | Record Qualifier | C66767 | Action Taken with Study Treatment
AEACNOTH | Char | Perm | Record Qualifier |  | Other Action Taken
AEACNDEV | Char | Perm | Record Qualifier | C111110 | Action Taken with Device
AEREL | Char | Exp | Record Qualifier |  | Causality
AERLDEV | Char | Perm | Record Qualifier |  | Relationship of Event to Device
AERELNST | Char | Perm | Record Qualifier |  | Relationship to Non-Study Treatment
AEPATT | Char | Perm | Record Qualifier |  | Pattern of Adverse Event
AEOUT | Char | Perm | Record Qualifier | C66768 | Outcome of Adverse Event
AESCAN | Char | Perm | Record Qualifier | C66742 | Involves Cancer
AESCONG | Char | Perm | Record Qualifier | C66742 | Congenital Anomaly or Birth Defect
AESDISAB | Char | Perm | Record Qualifier | C66742 | Persist or Signif Disability/Incapacity
AESDTH | Char | Perm | Record Qualifier | C66742 | Results in Death
AESHOSP | Char | Perm | Record Qualifier | C66742 | Requires or Prolongs Hospitalization
AESLIFE | Char | Perm | Record Qualifier | C66742 | Is Life Threatening
AESOD | Char | Perm | Record Qualifier | C66742 | Occurred with Overdose
AESMIE | Char | Perm | Record Qualifier | C66742 | Other Medically Important Serious Event
AESINTV | Char | Perm | Record Qualifier | C66742 | Needs Intervention to Prevent Impairment
AEUNANT | Char | Perm | Record Qualifier | C66742 | Unanticipated Adverse Device Effect
AERLPRT | Char | Perm | Record Qualifier |  | Rel of AE to Non-Dev-Rel Study Activity
AERLPRC | Char | Perm | Record Qualifier |  | Rel of AE to Device-Related Procedure
AECONTRT | Char | Perm | Record Qualifier | C66742 | Concomitant or Additional Trtmnt Given
AETOXGR | Char | Perm | Record Qualifier |  | Standard Toxicity Grade
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
AESTDTC | Char | Exp | Timing |  | Start Date/Time of Adverse Event
AEENDTC | Char | Exp | Timing |  | End Date/Time of Adverse Event
AESTDY | Num | Perm | Timing |  | Study Day of Start of Adverse Event
AEENDY | Num | Perm | Timing |  | Study Day of End of Adverse Event
AEDUR | Char | Perm | Timing |  | Duration of Adverse Event
AEENRF | Char | Perm | Timing | C66728 | End Relative to Reference Period
AEENRTPT | Char | Perm | Timing | C66728 | End Relative to Reference Time Point
AEENTPT | Char | Perm | Timing |  | End Reference Time Point
# LB
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
LBSEQ | Num | Req | Identifier |  | Sequence Number
LBGRPID | Char | Perm | Identifier |  | Group ID
LBREFID | Char | Perm | Identifier |  | Specimen ID
LBSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
LBTESTCD | Char | Req | Topic | C65047 | Lab Test or Examination Short Name
LBTEST | Char | Req | Synonym Qualifier | C67154 | Lab Test or Examination Name
LBTSTCND | Char | Perm | Variable Qualifier | C181175 | Test Condition
LBBDAGNT | Char | Perm | Variable Qualifier |  | Binding Agent
LBTSTOPO | Char | Perm | Variable Qualifier | C181170 | Test Operational Objective
LBCAT | Char | Exp | Grouping Qualifier |  | Category for Lab Test
LBSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Lab Test
LBORRES | Char | Exp | Result Qualifier |  | Result or Finding in Original Units
LBORRESU | Char | Exp | Variable Qualifier | C71620 | Original Units
LBRESSCL | Char | Perm | Record Qualifier | C177910 | Result Scale
LBRESTYP | Char | Perm | Record Qualifier | C179588 | Result Type
LBCOLSRT | Char | Perm | Record Qualifier | C177908 | Collected Summary Result Type
LBORNRLO | Char | Exp | Variable Qualifier |  | Reference Range Lower Limit in Orig Unit
LBORNRHI | Char | Exp | Variable Qualifier |  | Reference Range Upper Limit in Orig Unit
LBLLOD | Char | Perm | Variable Qualifier |  | Lower Limit of Detection
LBSTRESC | Char | Exp | Result Qualifier | C102580 | Character Result/Finding in Std Format
LBSTRESN | Num | Exp | Result Qualifier |  | Numeric Result/Finding in Standard Units
LBSTRESU | Char | Exp | Variable Qualifier | C71620 | Standard Units
LBSTNRLO | Num | Exp | Variable Qualifier |  | Reference Range Lower Limit-Std Units
LBSTNRHI | Num | Exp | Variable Qualifier |  | Reference Range Upper Limit-Std Units
LBSTNRC | Char | Perm | Variable Qualifier |  | Reference Range for Char Rslt-Std Units
LBNRIND | Char | Exp | Variable Qualifier | C78736 | Reference Range Indicator
LBSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
LBREASND | Char | Perm | Record Qualifier |  | Reason Test Not Done
LBNAM | Char | Perm | Record Qualifier |  | Vendor Name
LBLOINC | Char | Perm | Synonym Qualifier |  | LOINC Code
LBSPEC | Char | Perm | Record Qualifier | C78734 | Specimen Type
LBSPCCND | Char | Perm | Record Qualifier | C78733 | Specimen Condition
LBSPCUFL | Char | Perm | Record Qualifier | C66742 | Specimen Usability for the Test
LBMETHOD | Char | Perm | Record Qualifier | C85492 | Method of Test or Examination
LBANMETH | Char | Perm | Record Qualifier | C160922 | Analysis Method
LBTMTHSN | Char | Perm | Record Qualifier | C179589 | Test Method Sensitivity
LBLOBXFL | Char | Exp | Record Qualifier | C66742 | Last Observation Before Exposure Flag
LBBLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
LBFAST | Char | Perm | Record Qualifier | C66742 | Fasting Status
LBDRVFL | Char | Perm | Record Qualifier | C66742 | Derived Flag
LBTOX | Char | Perm | Variable Qualifier |  | Toxicity
LBTOXGR | Char | Perm | Record Qualifier |  | Standard Toxicity Grade
LBCLSIG | Char | Perm | Record Qualifier | C66742 | Clinically Significant, Collected
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
LBDTC | Char | Exp | Timing |  | Date/Time of Specimen Collection
LBENDTC | Char | Perm | Timing |  | End Date/Time of Specimen Collection
LBDY | Num | Perm | Timing |  | Study Day of Specimen Collection
LBENDY | Num | Perm | Timing |  | Study Day of End of Observation
LBTPT | Char | Perm | Timing |  | Planned Time Point Name
LBTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
LBELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
LBTPTREF | Char | Perm | Timing |  | Time Point Reference
LBRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
LBPTFL | Char | Perm | Timing | C66742 | Point in Time Flag
LBPDUR | Char | Perm | Timing |  | Planned Duration
# VS
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
VSSEQ | Num | Req | Identifier |  | Sequence Number
VSGRPID | Char | Perm | Identifier |  | Group ID
VSSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
VSTESTCD | Char | Req | Topic | C66741 | Vital Signs Test Short Name
VSTEST | Char | Req | Synonym Qualifier | C67153 | Vital Signs Test Name
VSCAT | Char | Perm | Grouping Qualifier |  | Category for Vital Signs
VSSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Vital Signs
VSPOS | Char | Perm | Record Qualifier | C71148 | Vital Signs Position of Subject
VSORRES | Char | Exp | Result Qualifier |  | Result or Finding in Original Units
VSORRESU | Char | Exp | Variable Qualifier | C66770 | Original Units
VSSTRESC | Char | Exp | Result Qualifier |  | Character Result/Finding in Std Format
VSSTRESN | Num | Exp | Result Qualifier |  | Numeric Result/Finding in Standard Units
VSSTRESU | Char | Exp | Variable Qualifier | C66770 | Standard Units
VSSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
VSREASND | Char | Perm | Record Qualifier |  | Reason Not Performed
VSLOC | Char | Perm | Record Qualifier | C74456 | Location of Vital Signs Measurement
VSLAT | Char | Perm | Result Qualifier | C99073 | Laterality
VSLOBXFL | Char | Exp | Record Qualifier | C66742 | Last Observation Before Exposure Flag
VSBLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
VSDRVFL | Char | Perm | Record Qualifier | C66742 | Derived Flag
VSTOX | Char | Perm | Variable Qualifier |  | Toxicity
VSTOXGR | Char | Perm | Record Qualifier |  | Standard Toxicity Grade
VSCLSIG | Char | Perm | Record Qualifier | C66742 | Clinically Significant, Collected
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
VSDTC | Char | Exp | Timing |  | Date/Time of Measurements
VSDY | Num | Perm | Timing |  | Study Day of Vital Signs
VSTPT | Char | Perm | Timing |  | Planned Time Point Name
VSTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
VSELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
VSTPTREF | Char | Perm | Timing |  | Time Point Reference
VSRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
# QS
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
QSSEQ | Num | Req | Identifier |  | Sequence Number
QSGRPID | Char | Perm | Identifier |  | Group ID
QSSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
QSTESTCD | Char | Req | Topic |  | Question Short Name
QSTEST | Char | Req | Synonym Qualifier |  | Question Name
QSCAT | Char | Req | Grouping Qualifier | C100129 | Category of Question
QSSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Question
QSORRES | Char | Exp | Result Qualifier |  | Finding in Original Units
QSORRESU | Char | Perm | Variable Qualifier | C71620 | Original Units
QSSTRESC | Char | Exp | Result Qualifier |  | Character Result/Finding in Std Format
QSSTRESN | Num | Perm | Result Qualifier |  | Numeric Finding in Standard Units
QSSTRESU | Char | Perm | Variable Qualifier | C71620 | Standard Units
QSSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
QSREASND | Char | Perm | Record Qualifier |  | Reason Not Performed
QSMETHOD | Char | Perm | Record Qualifier | C158113 | Method of Test or Examination
QSLOBXFL | Char | Exp | Record Qualifier | C66742 | Last Observation Before Exposure Flag
QSBLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
QSDRVFL | Char | Perm | Record Qualifier | C66742 | Derived Flag
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
QSDTC | Char | Exp | Timing |  | Date/Time of Finding
QSDY | Num | Perm | Timing |  | Study Day of Finding
QSTPT | Char | Perm | Timing |  | Planned Time Point Name
QSTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
QSELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
QSTPTREF | Char | Perm | Timing |  | Time Point Reference
QSRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
QSEVLINT | Char | Perm | Timing |  | Evaluation Interval
QSEVINTX | Char | Perm | Timing |  | Evaluation Interval Text
# IS
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
NHOID | Char | Perm | Identifier |  | Non-host Organism ID
ISSEQ | Num | Req | Identifier |  | Sequence Number
ISGRPID | Char | Perm | Identifier |  | Group ID
ISREFID | Char | Perm | Identifier |  | Reference ID
ISSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
ISTESTCD | Char | Req | Topic | C120525 | Immunogenicity Test/Exam Short Name
ISTEST | Char | Req | Synonym Qualifier | C120526 | Immunogenicity Test or Examination Name
ISTSTCND | Char | Perm | Variable Qualifier | C181175 | Test Condition
ISCNDAGT | Char | Perm | Record Qualifier |  | Test Condition Agent
ISBDAGNT | Char | Perm | Variable Qualifier | C85491;C181169 | Binding Agent
ISTSTOPO | Char | Perm | Variable Qualifier | C181170 | Test Operational Objective
ISMSCBCE | Char | Perm | Variable Qualifier |  | Molecule Secreted by Cells
ISTSTDTL | Char | Perm | Variable Qualifier |  | Test Detail
ISCAT | Char | Perm | Grouping Qualifier |  | Category for Immunogenicity Test
ISSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Immunogenicity Test
ISORRES | Char | Exp | Result Qualifier |  | Results or Findings in Original Units
ISORRESU | Char | Exp | Variable Qualifier | C71620 | Original Units
ISORNRLO | Char | Exp | Variable Qualifier |  | Reference Range Lower Limit in Orig Unit
ISORNRHI | Char | Exp | Variable Qualifier |  | Reference Range Upper Limit in Orig Unit
ISSTRESC | Char | Exp | Result Qualifier |  | Character Result/Finding in Std Format
ISSTRESN | Num | Exp | Result Qualifier |  | Numeric Results/Findings in Std. Units
ISSTRESU | Char | Exp | Variable Qualifier | C71620 | Standard Units
ISSTNRLO | Num | Exp | Variable Qualifier |  | Reference Range Lower Limit-Std Units
ISSTNRHI | Num | Exp | Variable Qualifier |  | Reference Range Upper Limit-Std Units
ISSTNRC | Char | Perm | Variable Qualifier |  | Reference Range for Char Rslt-Std Units
ISNRIND | Char | Exp | Variable Qualifier | C78736 | Reference Range Indicator
ISSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
ISREASND | Char | Perm | Record Qualifier |  | Reason Not Done
ISNAM | Char | Perm | Record Qualifier |  | Vendor Name
ISSPEC | Char | Perm | Record Qualifier | C78734 | Specimen Type
ISSPCCND | Char | Perm | Record Qualifier | C78733 | Specimen Condition
ISSPCUFL | Char | Perm | Record Qualifier | C66742 | Specimen Usability for the Test
ISMETHOD | Char | Perm | Record Qualifier | C85492 | Method of Test or Examination
ISLOBXFL | Char | Perm | Record Qualifier | C66742 | Last Observation Before Exposure Flag
ISBLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
ISDRVFL | Char | Perm | Record Qualifier | C66742 | Derived Flag
ISLLOQ | Num | Exp | Variable Qualifier |  | Lower Limit of Quantitation
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
ISDTC | Char | Exp | Timing |  | Date/Time of Collection
ISENDTC | Char | Perm | Timing |  | End Date/Time of Specimen Collection
ISDY | Num | Perm | Timing |  | Study Day of Visit/Collection/Exam
ISENDY | Num | Perm | Timing |  | Study Day of End of Specimen Collection
ISTPT | Char | Perm | Timing |  | Planned Time Point Name
ISTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
ISELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
ISTPTREF | Char | Perm | Timing |  | Time Point Reference
ISRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
# TU
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
TUSEQ | Num | Req | Identifier |  | Sequence Number
TUGRPID | Char | Perm | Identifier |  | Group ID
TUREFID | Char | Perm | Identifier |  | Reference ID
TUSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
TULNKID | Char | Exp | Identifier |  | Link ID
TULNKGRP | Char | Perm | Identifier |  | Link Group ID
TUTESTCD | Char | Req | Topic | C96784 | Tumor/Lesion ID Short Name
TUTEST | Char | Req | Synonym Qualifier | C96783 | Tumor/Lesion ID Test Name
TUORRES | Char | Exp | Result Qualifier |  | Tumor/Lesion ID Result
TUSTRESC | Char | Exp | Result Qualifier | C123650 | Tumor/Lesion ID Result Std. Format
TUNAM | Char | Perm | Record Qualifier |  | Laboratory/Vendor Name
TULOC | Char | Exp | Record Qualifier | C74456 | Location of the Tumor/Lesion
TULAT | Char | Perm | Variable Qualifier | C99073 | Laterality
TUDIR | Char | Perm | Variable Qualifier | C99074 | Directionality
TUPORTOT | Char | Perm | Variable Qualifier | C99075 | Portion or Totality
TUMETHOD | Char | Exp | Record Qualifier | C85492 | Method of Identification
TULOBXFL | Char | Exp | Record Qualifier | C66742 | Last Observation Before Exposure Flag
TUBLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
TUEVAL | Char | Exp | Record Qualifier | C78735 | Evaluator
TUEVALID | Char | Perm | Variable Qualifier | C96777 | Evaluator Identifier
TUACPTFL | Char | Perm | Record Qualifier | C66742 | Accepted Record Flag
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
TUDTC | Char | Exp | Timing |  | Date/Time of Tumor/Lesion Identification
TUDY | Num | Perm | Timing |  | Study Day of Tumor/Lesion Identification
# TR
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
TRSEQ | Num | Req | Identifier |  | Sequence Number
TRGRPID | Char | Perm | Identifier |  | Group ID
TRREFID | Char | Perm | Identifier |  | Reference ID
TRSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
TRLNKID | Char | Exp | Identifier |  | Link ID
TRLNKGRP | Char | Perm | Identifier |  | Link Group
TRTESTCD | Char | Req | Topic | C96779 | Tumor/Lesion Assessment Short Name
TRTEST | Char | Req | Synonym Qualifier | C96778 | Tumor/Lesion Assessment Test Name
TRORRES | Char | Exp | Result Qualifier |  | Result or Finding in Original Units
TRORRESU | Char | Exp | Variable Qualifier | C71620 | Original Units
TRSTRESC | Char | Exp | Result Qualifier | C124309 | Character Result/Finding in Std Format
TRSTRESN | Num | Exp | Result Qualifier |  | Numeric Result/Finding in Standard Units
TRSTRESU | Char | Exp | Variable Qualifier | C71620 | Standard Units
TRSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
TRREASND | Char | Perm | Record Qualifier |  | Reason Not Done
TRNAM | Char | Perm | Record Qualifier |  | Laboratory/Vendor Name
TRMETHOD | Char | Exp | Record Qualifier | C85492 | Method Used to Identify the Tumor/Lesion
TRLOBXFL | Char | Exp | Record Qualifier | C66742 | Last Observation Before Exposure Flag
TRBLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
TREVAL | Char | Exp | Record Qualifier | C78735 | Evaluator
TREVALID | Char | Perm | Variable Qualifier | C96777 | Evaluator Identifier
TRACPTFL | Char | Perm | Record Qualifier | C66742 | Accepted Record Flag
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
TRDTC | Char | Exp | Timing |  | Date/Time of Tumor/Lesion Measurement
TRDY | Num | Perm | Timing |  | Study Day of Tumor/Lesion Measurement
# RS
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
RSSEQ | Num | Req | Identifier |  | Sequence Number
RSGRPID | Char | Perm | Identifier |  | Group ID
RSREFID | Char | Perm | Identifier |  | Reference ID
RSSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
RSLNKID | Char | Perm | Identifier |  | Link ID
RSLNKGRP | Char | Perm | Identifier |  | Link Group ID
RSTESTCD | Char | Req | Topic | C96782 | Assessment Short Name
RSTEST | Char | Req | Synonym Qualifier | C96781 | Assessment Name
RSCAT | Char | Exp | Grouping Qualifier | C124298;C118971 | Category for Assessment
RSSCAT | Char | Perm | Grouping Qualifier |  | Subcategory
RSORRES | Char | Exp | Result Qualifier |  | Result or Finding in Original Units
RSORRESU | Char | Perm | Variable Qualifier | C71620 | Original Units
RSSTRESC | Char | Exp | Result Qualifier | C96785 | Character Result/Finding in Std Format
RSSTRESN | Num | Perm | Result Qualifier |  | Numeric Result/Finding in Standard Units
RSSTRESU | Char | Perm | Variable Qualifier | C71620 | Standard Units
RSSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
RSREASND | Char | Perm | Record Qualifier |  | Reason Not Done
RSNAM | Char | Perm | Record Qualifier |  | Vendor Name
RSMETHOD | Char | Perm | Record Qualifier | C158113 | Method of Test or Examination
RSLOBXFL | Char | Perm | Record Qualifier | C66742 | Last Observation Before Exposure Flag
RSBLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
RSDRVFL | Char | Perm | Record Qualifier | C66742 | Derived Flag
RSEVAL | Char | Perm | Record Qualifier | C78735 | Evaluator
RSEVALID | Char | Perm | Variable Qualifier | C96777 | Evaluator Identifier
RSACPTFL | Char | Perm | Record Qualifier | C66742 | Accepted Record Flag
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
RSDTC | Char | Exp | Timing |  | Date/Time of Assessment
RSDY | Num | Perm | Timing |  | Study Day of Assessment
RSTPT | Char | Perm | Timing |  | Planned Time Point Name
RSTPTNUM | Num | Perm | Timing |  | Planned Time Point Number
RSELTM | Char | Perm | Timing |  | Planned Elapsed Time from Time Point Ref
RSTPTREF | Char | Perm | Timing |  | Time Point Reference
RSRFTDTC | Char | Perm | Timing |  | Date/Time of Reference Time Point
RSEVLINT | Char | Perm | Timing |  | Evaluation Interval
RSEVINTX | Char | Perm | Timing |  | Evaluation Interval Text
RSSTRTPT | Char | Perm | Timing | C66728 | Start Relative to Reference Time Point
RSSTTPT | Char | Perm | Timing |  | Start Reference Time Point
RSENRTPT | Char | Perm | Timing | C66728 | End Relative to Reference Time Point
RSENTPT | Char | Perm | Timing |  | End Reference Time Point
# SS
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
SSSEQ | Num | Req | Identifier |  | Sequence Number
SSGRPID | Char | Perm | Identifier |  | Group ID
SSSPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
SSTESTCD | Char | Req | Topic | C124305 | Status Short Name
SSTEST | Char | Req | Synonym Qualifier | C124306 | Status Name
SSCAT | Char | Perm | Grouping Qualifier |  | Category for Assessment
SSSCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Assessment
SSORRES | Char | Exp | Result Qualifier |  | Result or Finding Original Result
SSSTRESC | Char | Exp | Result Qualifier | C124304 | Character Result/Finding in Std Format
SSSTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
SSREASND | Char | Perm | Record Qualifier |  | Reason Assessment Not Performed
SSEVAL | Char | Perm | Record Qualifier | C78735 | Evaluator
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
SSDTC | Char | Exp | Timing |  | Date/Time of Assessment
SSDY | Num | Perm | Timing |  | Study Day of Assessment
# DD
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
DDSEQ | Num | Req | Identifier |  | Sequence Number
DDTESTCD | Char | Req | Topic | C116108 | Death Detail Assessment Short Name
DDTEST | Char | Req | Synonym Qualifier | C116107 | Death Detail Assessment Name
DDORRES | Char | Exp | Result Qualifier |  | Result or Finding as Collected
DDSTRESC | Char | Exp | Result Qualifier |  | Character Result/Finding in Std Format
DDRESCAT | Char | Perm | Variable Qualifier |  | Result Category
DDEVAL | Char | Perm | Record Qualifier | C78735 | Evaluator
DDDTC | Char | Exp | Timing |  | Date/Time of Collection
DDDY | Num | Perm | Timing |  | Study Day of Collection
# FA
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
FASEQ | Num | Req | Identifier |  | Sequence Number
FAGRPID | Char | Perm | Identifier |  | Group ID
FASPID | Char | Perm | Identifier |  | Sponsor-Defined Identifier
FATESTCD | Char | Req | Topic | C101832 | Findings About Test Short Name
FATEST | Char | Req | Synonym Qualifier | C101833 | Findings About Test Name
FAOBJ | Char | Req | Record Qualifier |  | Object of the Observation
FACAT | Char | Perm | Grouping Qualifier |  | Category for Findings About
FASCAT | Char | Perm | Grouping Qualifier |  | Subcategory for Findings About
FAORRES | Char | Exp | Result Qualifier |  | Result or Finding in Original Units
FAORRESU | Char | Perm | Variable Qualifier | C71620 | Original Units
FASTRESC | Char | Exp | Result Qualifier |  | Character Result/Finding in Std Format
FASTRESN | Num | Perm | Result Qualifier |  | Numeric Result/Finding in Standard Units
FASTRESU | Char | Perm | Variable Qualifier | C71620 | Standard Units
FASTAT | Char | Perm | Record Qualifier | C66789 | Completion Status
FAREASND | Char | Perm | Record Qualifier |  | Reason Not Performed
FALOC | Char | Perm | Record Qualifier | C74456 | Location of the Finding About
FALAT | Char | Perm | Variable Qualifier | C99073 | Laterality
FALOBXFL | Char | Perm | Record Qualifier | C66742 | Last Observation Before Exposure Flag
FABLFL | Char | Perm | Record Qualifier | C66742 | Baseline Flag
FAEVAL | Char | Perm | Record Qualifier | C78735 | Evaluator
VISITNUM | Num | Exp | Timing |  | Visit Number
VISIT | Char | Perm | Timing |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
TAETORD | Num | Perm | Timing |  | Planned Order of Element within Arm
EPOCH | Char | Perm | Timing | C99079 | Epoch
FADTC | Char | Exp | Timing |  | Date/Time of Collection
FADY | Num | Perm | Timing |  | Study Day of Collection
# CO
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
RDOMAIN | Char | Perm | Record Qualifier | C66734 | Related Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
COSEQ | Num | Req | Identifier |  | Sequence Number
IDVAR | Char | Perm | Record Qualifier |  | Identifying Variable
IDVARVAL | Char | Perm | Record Qualifier |  | Identifying Variable Value
COREF | Char | Perm | Record Qualifier |  | Comment Reference
COVAL | Char | Req | Topic |  | Comment
COEVAL | Char | Perm | Record Qualifier | C78735 | Evaluator
COEVALID | Char | Perm | Record Qualifier | C96777 | Evaluator Identifier
CODTC | Char | Perm | Timing |  | Date/Time of Comment
CODY | Num | Perm | Timing |  | Study Day of Comment
# SUPPQUAL
STUDYID | Char | Req | Identifier |  | Study Identifier
RDOMAIN | Char | Req | Identifier | C66734 | Related Domain Abbreviation
USUBJID | Char | Req | Identifier |  | Unique Subject Identifier
IDVAR | Char | Exp | Identifier |  | Identifying Variable
IDVARVAL | Char | Exp | Identifier |  | Identifying Variable Value
QNAM | Char | Req | Topic |  | Qualifier Variable Name
QLABEL | Char | Req | Synonym Qualifier |  | Qualifier Variable Label
QVAL | Char | Req | Result Qualifier |  | Data Value
QORIG | Char | Req | Record Qualifier |  | Origin
QEVAL | Char | Exp | Record Qualifier | C78735 | Evaluator
# RELREC
STUDYID | Char | Req | Identifier |  | Study Identifier
RDOMAIN | Char | Req | Identifier | C66734 | Related Domain Abbreviation
USUBJID | Char | Exp | Identifier |  | Unique Subject Identifier
IDVAR | Char | Req | Identifier |  | Identifying Variable
IDVARVAL | Char | Exp | Identifier |  | Identifying Variable Value
RELTYPE | Char | Exp | Record Qualifier | C78737 | Relationship Type
RELID | Char | Req | Record Qualifier |  | Relationship Identifier
# TA
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
ARMCD | Char | Req | Topic |  | Planned Arm Code
ARM | Char | Req | Synonym Qualifier |  | Description of Planned Arm
TAETORD | Num | Req | Timing |  | Planned Order of Element within Arm
ETCD | Char | Req | Record Qualifier |  | Element Code
ELEMENT | Char | Perm | Synonym Qualifier |  | Description of Element
TABRANCH | Char | Exp | Rule |  | Branch
TATRANS | Char | Exp | Rule |  | Transition Rule
EPOCH | Char | Req | Timing | C99079 | Epoch
# TE
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
ETCD | Char | Req | Topic |  | Element Code
ELEMENT | Char | Req | Synonym Qualifier |  | Description of Element
TESTRL | Char | Req | Rule |  | Rule for Start of Element
TEENRL | Char | Perm | Rule |  | Rule for End of Element
TEDUR | Char | Perm | Timing |  | Planned Duration of Element
# TI
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
IETESTCD | Char | Req | Topic |  | Incl/Excl Criterion Short Name
IETEST | Char | Req | Synonym Qualifier |  | Inclusion/Exclusion Criterion
IECAT | Char | Req | Grouping Qualifier | C66797 | Inclusion/Exclusion Category
IESCAT | Char | Perm | Grouping Qualifier |  | Inclusion/Exclusion Subcategory
TIRL | Char | Perm | Rule |  | Inclusion/Exclusion Criterion Rule
TIVERS | Char | Perm | Record Qualifier |  | Protocol Criteria Versions
# TS
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
TSSEQ | Num | Req | Identifier |  | Sequence Number
TSGRPID | Char | Perm | Identifier |  | Group ID
TSPARMCD | Char | Req | Topic | C66738 | Trial Summary Parameter Short Name
TSPARM | Char | Req | Synonym Qualifier | C67152 | Trial Summary Parameter
TSVAL | Char | Exp | Result Qualifier |  | Parameter Value
TSVALNF | Char | Perm | Result Qualifier |  | Parameter Value Null Flavor
TSVALCD | Char | Exp | Result Qualifier |  | Parameter Value Code
TSVCDREF | Char | Exp | Result Qualifier | C66788 | Name of the Reference Terminology
TSVCDVER | Char | Exp | Result Qualifier |  | Version of the Reference Terminology
# TV
STUDYID | Char | Req | Identifier |  | Study Identifier
DOMAIN | Char | Req | Identifier |  | Domain Abbreviation
VISITNUM | Num | Req | Topic |  | Visit Number
VISIT | Char | Req | Synonym Qualifier |  | Visit Name
VISITDY | Num | Perm | Timing |  | Planned Study Day of Visit
ARMCD | Char | Exp | Record Qualifier |  | Planned Arm Code
ARM | Char | Perm | Synonym Qualifier |  | Description of Planned Arm
TVSTRL | Char | Req | Rule |  | Visit Start Rule
TVENRL | Char | Perm | Rule |  | Visit End Rule
`
