using TensorFlow.Tests.Memory;
using Xunit;

namespace TensorFlow.Tests;

/// <summary>A test on the real library. It fails when native objects are left over after it; so such tests run one at a time.</summary>
[Collection(Name)]
public abstract class NativeTest : IDisposable
{
    public const string Name = "native library";

    private readonly IReadOnlyDictionary<string, long> before = LeakGate.Count();

    public void Dispose()
    {
        LeakGate.AssertUnchanged(before);
        GC.SuppressFinalize(this);
    }
}

[CollectionDefinition(NativeTest.Name, DisableParallelization = true)]
public sealed class NativeTestGroup;
