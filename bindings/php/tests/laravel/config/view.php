<?php

return ['paths' => [base_path('resources/views')], 'compiled' => storage_path('framework/views')];
