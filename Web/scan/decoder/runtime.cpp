// What C++ expects of its surroundings, so small that nothing of an operating system is linked.
//
// There are no exceptions in the module: a throw ends it with a trap, and so does whatever the
// libraries print when they give up. The linker takes these before those of libc and libc++.

extern "C" {

void* malloc(unsigned long byteCount);
void free(void* block);

void* __cxa_allocate_exception(unsigned long) { __builtin_trap(); }
void __cxa_throw(void*, void*, void*) { __builtin_trap(); }
void __cxa_pure_virtual() { __builtin_trap(); }
[[noreturn]] void abort_message(const char*, ...) { __builtin_trap(); }

// Nothing is torn down: the module ends when its worker does.
int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }
int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }

// There is no error stream, and no text is made of numbers.
extern void* const stderr = nullptr;
unsigned long fwrite(const void*, unsigned long, unsigned long, void*) { __builtin_trap(); }
int fprintf(void*, const char*, ...) { __builtin_trap(); }
int snprintf(char*, unsigned long, const char*, ...) { __builtin_trap(); }

}  // extern "C"

void* operator new(unsigned long byteCount) {
    void* block = malloc(byteCount);
    if (block == nullptr) __builtin_trap();
    return block;
}

void operator delete(void* block) noexcept { free(block); }
