#include "shield_tables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char tables[] = {
#embed "shield.bin"
};

const unsigned char *tandem_shield_tables(void) { return tables; }

unsigned long tandem_shield_tables_count(void) { return sizeof tables; }
