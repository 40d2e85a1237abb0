// Base pages ask for this file; authpanel.js, which every page loads, has done the work.
