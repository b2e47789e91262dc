using Fuzz.Readers;
using Fuzz.Running;
using Xunit;

namespace Keras.Tests.Support;

/// <summary>Damaged files for a reader: each gives what it holds or the one exception, and takes no more than its length allows.</summary>
internal static class Mutations
{
    private const int Seed = 20240607;

    /// <summary>Loads so many, and fails with the first that does harm.</summary>
    public static void AssertHarmless(string readerName, int count)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-mutations-");
        try
        {
            using Reader reader = Reader.Create(readerName);
            Tally tally = new();
            tally.Run(reader, folder.FullName, Seed, 0, count);
            Assert.Empty(tally.Failures);
            Assert.Equal(count, tally.Loaded + tally.RefusedCount);
            // Neither is the damage too small to be seen nor so large that nothing deep is reached.
            Assert.InRange(tally.Loaded, 1, count / 2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
