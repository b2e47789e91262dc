using Keras.Tests.Support;
using Keras.Tests.Training;
using Xunit;

namespace Keras.Tests;

/// <summary>Calls that are refused leave no native object behind.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ModelArgumentLeakTests
{
    [Fact]
    public void No_refused_call_leaves_native_objects_behind()
    {
        using Sequential model = Toy.Linear();
        NativeLeaks.AssertNone(() =>
        {
            foreach ((string _, Type type, string _, Action<Sequential> call) in ModelArgumentTests.Cases)
                Assert.IsAssignableFrom(type, Assert.ThrowsAny<Exception>(() => call(model)));
        });
    }
}
