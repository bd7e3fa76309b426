package utils

import data.utils
