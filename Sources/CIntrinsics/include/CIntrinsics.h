// Header-only C for what Swift lacks: vector instructions without a scalar loop, and dtype conversion.
#pragma once

#include "conversion.h"
#include "isa.h"
#include "lanes.h"
#include "ordering.h"
#include "philox.h"
#include "scans.h"
#include "stream.h"
