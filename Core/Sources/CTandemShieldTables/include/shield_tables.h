#ifndef TANDEM_SHIELD_TABLES_H
#define TANDEM_SHIELD_TABLES_H

/* The file that script/build-shield writes, and its length in bytes. */
const unsigned char *_Nonnull tandem_shield_tables(void);
unsigned long tandem_shield_tables_count(void);

#endif
