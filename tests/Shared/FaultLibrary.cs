using System.Diagnostics;
using System.Globalization;

namespace Shared;

/// <summary>A library of a few lines of C that is loaded before libc and makes calls to the disk fail. Needs Linux and a C
/// compiler.</summary>
internal sealed class FaultLibrary : IDisposable
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/types.h>
        #include <sys/uio.h>
        #include <unistd.h>

        /* FAULT_CALL fails with FAULT_ERROR from its FAULT_FROM-th call on that has to do with FAULT_PATH, FAULT_COUNT times. */
        static int fails(const char *call, int fd, const char *path) {
            static int calls = 0;
            int call_number;
            const char *wanted = getenv("FAULT_CALL"), *part = getenv("FAULT_PATH");
            char link[64], name[4096] = "";
            ssize_t length;
            if (!wanted || !part || strcmp(wanted, call) != 0)
                return 0;
            if (!path) {
                snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
                length = readlink(link, name, sizeof name - 1);
                name[length > 0 ? length : 0] = 0;
                path = name;
            }
            /* A part that begins with a '=' is all of the path. */
            if (part[0] == '=' ? strcmp(path, part + 1) != 0 : !strstr(path, part))
                return 0;
            call_number = __sync_add_and_fetch(&calls, 1) - atoi(getenv("FAULT_FROM"));
            if (call_number < 0 || call_number >= atoi(getenv("FAULT_COUNT")))
                return 0;
            errno = atoi(getenv("FAULT_ERROR"));
            return 1;
        }

        #define REAL(type, name, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))
        int fsync(int fd) { return fails("fsync", fd, 0) ? -1 : REAL(int, "fsync", int)(fd); }
        ssize_t write(int fd, const void *b, size_t n) { return fails("write", fd, 0) ? -1 : REAL(ssize_t, "write", int, const void *, size_t)(fd, b, n); }
        ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { return fails("write", fd, 0) ? -1 : REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)(fd, b, n, o); }
        ssize_t pwrite64(int fd, const void *b, size_t n, off_t o) { return fails("write", fd, 0) ? -1 : REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t)(fd, b, n, o); }
        ssize_t pwritev(int fd, const struct iovec *v, int n, off_t o) { return fails("write", fd, 0) ? -1 : REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t)(fd, v, n, o); }
        size_t fwrite(const void *b, size_t s, size_t n, FILE *f) { return fails("write", fileno(f), 0) ? 0 : REAL(size_t, "fwrite", const void *, size_t, size_t, FILE *)(b, s, n, f); }
        ssize_t read(int fd, void *b, size_t n) { return fails("read", fd, 0) ? -1 : REAL(ssize_t, "read", int, void *, size_t)(fd, b, n); }
        ssize_t pread(int fd, void *b, size_t n, off_t o) { return fails("read", fd, 0) ? -1 : REAL(ssize_t, "pread", int, void *, size_t, off_t)(fd, b, n, o); }
        ssize_t pread64(int fd, void *b, size_t n, off_t o) { return fails("read", fd, 0) ? -1 : REAL(ssize_t, "pread64", int, void *, size_t, off_t)(fd, b, n, o); }
        int rename(const char *a, const char *b) { return fails("rename", -1, b) ? -1 : REAL(int, "rename", const char *, const char *)(a, b); }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-faults");

    /// <summary>Compiles it.</summary>
    public FaultLibrary()
    {
        string source = Path.Combine(folder.FullName, "faults.c");
        File.WriteAllText(source, Source);
        using Process compiler = Process.Start(
            new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-w", "-o", Library, source, "-ldl"]) { RedirectStandardError = true })!;
        string said = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
            throw new InvalidOperationException($"The C compiler failed: {said}");
    }

    /// <summary>Why it cannot be made here; null if it can.</summary>
    public static string? WhyNot { get; } = !OperatingSystem.IsLinux() ? "A failing disk is made on Linux only."
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "cc"))) ? null
        : "A failing disk needs a C compiler, 'cc'.";

    private string Library => Path.Combine(folder.FullName, "faults.so");

    /// <summary>Makes a call fail in a process that is to be started.</summary>
    /// <param name="start">How the process is started.</param>
    /// <param name="call">The call: fsync, write, read, rename.</param>
    /// <param name="error">The number of the error.</param>
    /// <param name="path">A part of the path that it fails for; all of it where it begins with '='.</param>
    /// <param name="from">The first call that fails, from 1.</param>
    /// <param name="count">How many calls fail; all by default.</param>
    public void AddTo(ProcessStartInfo start, string call, int error, string path, int from = 1, int count = int.MaxValue)
    {
        start.Environment["LD_PRELOAD"] = Library;
        start.Environment["FAULT_CALL"] = call;
        start.Environment["FAULT_ERROR"] = error.ToString(CultureInfo.InvariantCulture);
        start.Environment["FAULT_PATH"] = path;
        start.Environment["FAULT_FROM"] = from.ToString(CultureInfo.InvariantCulture);
        start.Environment["FAULT_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
