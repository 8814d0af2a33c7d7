"""Page 2: section 1-2, initiatives, figures, requests, needs and plan codes."""
