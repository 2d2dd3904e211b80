// Header-only C for what Swift lacks: vector instructions without a scalar loop, and dtype conversion.
#pragma once

#include "blocks.h"
#include "conversion.h"
#include "copies.h"
#include "isa.h"
#include "lanes.h"
#include "norms.h"
#include "ordering.h"
#include "philox.h"
#include "scans.h"
#include "stream.h"
