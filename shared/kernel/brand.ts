declare const brand: unique symbol

/** A `T` that the compiler keeps apart from every other `T`. No cost at run time. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Whole tenths of a millimetre. Every clinical threshold on a diameter is compared in this unit. */
export type Tenths = Brand<number, 'Tenths'>

/** Days since 1970-01-01 of the calendar, a whole number; never meets a time zone. */
export type Day = Brand<number, 'Day'>

/** A complete calendar date, `YYYY-MM-DD`. */
export type IsoDate = Brand<string, 'IsoDate'>

/** A calendar date as far as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export type PartialDateText = Brand<string, 'PartialDateText'>
