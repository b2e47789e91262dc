using Keras.Tests.Contracts;
using Keras.Tests.Metrics;
using Keras.Tests.Operations;
using Keras.Tests.Preprocessing;
using Keras.Tests.Reliability;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Keras.Tests.Training;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Keras.Tests.Support;

/// <summary>
/// The classes that take longest begin first, so that none of them runs by itself at the end while processors are idle. The others keep
/// the order of xUnit, another one each time.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // Those that wait for processes of their own go before those that compute.
    private static readonly Type[] Longest =
    [
        typeof(StressTests), typeof(LayerContractTests), typeof(OddValueTests), typeof(RecurrentModelTests), typeof(RandomImageTests),
        typeof(OpFixtureTests), typeof(CustomClassTests), typeof(SeveralOutputsTests), typeof(KilledSaveTests), typeof(AttentionModelTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderBy(Rank)];

    private static int Rank<T>(T collection)
        where T : ITestCollection
    {
        int rank = Array.FindIndex(
            Longest, type => collection.TestCollectionDisplayName.Contains(type.FullName!, StringComparison.Ordinal));
        return rank < 0 ? Longest.Length : rank;
    }
}
