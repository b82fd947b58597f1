import { text } from 'drizzle-orm/sqlite-core';

/** UUIDv7, made on the device. */
export const id = () => text('id').primaryKey();
