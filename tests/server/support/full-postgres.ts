/**
 * From the next row of a table on, PostgreSQL says what it says where its disk is full. The fault itself
 * cannot be had without a disk of the server's own.
 */
export const fullAt = (table: string): string => `
create function say_full() returns trigger language plpgsql as
  $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
create trigger say_full before insert on ${table} for each row execute function say_full()`
