package io.errpredict.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.errpredict.spi.Library;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The library, and what every version of its interface has: one of another version may have none of the other functions. */
final class Version {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(Library.path(), Arena.global());

    static final MethodHandle ABI_VERSION = handle("errpredict_abi_version", FunctionDescriptor.of(JAVA_INT));
    static final MethodHandle ABI_IS_COMPATIBLE = handle("errpredict_abi_is_compatible", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_INT));

    private Version() {}

    static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(
                LIBRARY.find(name).orElseThrow(() -> new IllegalStateException("the library of errpredict has no function " + name)),
                descriptor, options);
    }
}
