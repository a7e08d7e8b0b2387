<?php

return ['driver' => 'array', 'lifetime' => 120, 'cookie' => 'shop', 'path' => '/', 'encrypt' => false, 'lottery' => [0, 100]];
