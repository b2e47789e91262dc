using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>The native TensorFlow runtime of this process: its version, devices, options and seed.</summary>
public static class Runtime
{
    private static RuntimeOptions options = new();
    private static Device[]? devices;
    private static long seed = Random.Shared.NextInt64();
    private static long seedGeneration;

    /// <summary>The version of the native library: "2.21.0".</summary>
    /// <exception cref="NativeLibraryException">No library was found, or its version is not supported.</exception>
    public static string Version => Marshal.PtrToStringUTF8(NativeMethods.TF_Version())!;

    /// <summary>Whether the native library has the XLA compiler.</summary>
    public static bool HasXla => NativeLibraryLoader.Load().HasXla;

    /// <summary>The options in force.</summary>
    public static RuntimeOptions Options => options;

    /// <summary>All devices.</summary>
    public static IReadOnlyList<Device> Devices => devices ??= TensorFlow.Device.List();

    /// <summary>
    /// The seed from which everything random follows (initial weights, dropout, shuffling): the same seed on the same machine gives the
    /// same weights bit for bit. Setting it starts all sequences anew. Random by default.
    /// </summary>
    public static long Seed
    {
        get => Volatile.Read(ref seed);
        set
        {
            Volatile.Write(ref seed, value);
            Interlocked.Increment(ref seedGeneration);
        }
    }

    /// <summary>
    /// The number of times <see cref="Seed"/> was set. Whoever draws a sequence from the seed begins it anew when this changes.
    /// </summary>
    public static long SeedGeneration => Volatile.Read(ref seedGeneration);

    /// <summary>The number of live native objects by native type, those at zero left out. For finding leaks.</summary>
    public static IReadOnlyDictionary<string, long> LiveNativeObjects => LiveObjectCounter.Snapshot();

    /// <summary>Chooses options; only before the runtime has started.</summary>
    /// <param name="chosen">The options.</param>
    /// <exception cref="InvalidOperationException">The runtime has started.</exception>
    public static void Configure(RuntimeOptions chosen)
    {
        if (EagerContext.IsCreated)
            throw new InvalidOperationException("The runtime has started; call Runtime.Configure before anything else uses it.");
        options = chosen;
    }

    /// <summary>
    /// Begins to load the native library and to start the runtime on another thread, and returns at once: a program reads its data
    /// meanwhile. Whatever uses the runtime first waits for it; if that fails, it is there that the exception is thrown. Only after <see
    /// cref="Configure"/>.
    /// </summary>
    public static void Preload()
    {
        ProcessEnd.Arm();
        _ = Task.Run(static () =>
        {
            try
            {
                _ = EagerContext.Handle;
            }
            catch (Exception e) when (e is NativeLibraryException or TensorFlowException)
            {
                // The first use tries again and tells its caller.
            }
        });
    }

    /// <summary>Places what this thread creates and runs on a device, until the result is disposed.</summary>
    /// <param name="name">A device's name, short or full: "/GPU:0".</param>
    /// <exception cref="ArgumentException">There is no such device; the message lists those that there are.</exception>
    public static DeviceScope Device(string name) => new(FindDevice(name));

    /// <summary>The device of a name.</summary>
    /// <param name="name">A device's name, short or full: "/GPU:0", "GPU:0".</param>
    /// <exception cref="ArgumentException">There is no such device; the message lists those that there are.</exception>
    public static Device FindDevice(string name) =>
        Devices.FirstOrDefault(d => d.Name == name
            || string.Equals(d.ShortName.TrimStart('/'), name.TrimStart('/'), StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no device '{name}'; this machine has {string.Join(", ", Devices)}.", nameof(name));
}
