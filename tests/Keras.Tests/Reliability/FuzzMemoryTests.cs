using System.Runtime.InteropServices;
using Fuzz.Readers;
using Fuzz.Running;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests.Reliability;

/// <summary>A file that makes the process grow each time is found; a process that grows once for itself is no file's fault.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class FuzzMemoryTests
{
    [Theory]
    [InlineData(int.MaxValue, true)]
    [InlineData(1, false)]
    public void Growth_counts_where_it_repeats(int times, bool found)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-growth-");
        try
        {
            using GrowingReader reader = new(times);
            Tally tally = new();
            tally.Run(reader, folder.FullName, 1, GrowingReader.Large, GrowingReader.Large + 1);
            if (found && File.Exists("/proc/self/clear_refs"))
                Assert.Contains("the process grew by", Assert.Single(tally.Failures).Message, StringComparison.Ordinal);
            else
                Assert.Empty(tally.Failures);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first load warms the reader up; the ones after it are measured.
    private sealed class GrowingReader(int times) : Reader
    {
        public const int Large = 3;
        private const int Growth = 96 << 20;
        private int loads;

        public override string Name => "growing";

        public override Type Refusal => typeof(InvalidDataException);

        public override DamagedFile Damage(Random random) => new("file", [1]);

        public override unsafe void Load(string path)
        {
            if (loads++ == 0 || loads - 1 > times)
                return;
            void* memory = NativeMemory.Alloc(Growth);
            new Span<byte>(memory, Growth).Fill(1);
            NativeMemory.Free(memory);
        }
    }
}
