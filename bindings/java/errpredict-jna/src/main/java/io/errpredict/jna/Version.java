package io.errpredict.jna;

import com.sun.jna.Native;
import io.errpredict.spi.Library;

/** What every version of the interface has: a library of another one may have none of the other functions. */
final class Version {
    static {
        Native.register(Version.class, Library.path());
    }

    private Version() {}

    static native int errpredict_abi_version();

    static native byte errpredict_abi_is_compatible(int wanted);
}
