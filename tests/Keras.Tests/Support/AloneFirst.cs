using System.Reflection;
using Keras.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(AloneFirst))]

namespace Keras.Tests.Support;

/// <summary>
/// Classes that must be alone in the process run before the others, not behind them as xUnit has it: while they use one processor, the
/// tests of other projects use the rest, which would be idle at the end.
/// </summary>
public sealed class AloneFirst : XunitTestFramework
{
    private readonly string? configuration;

    /// <param name="configFileName">xUnit's settings, which it gives.</param>
    public AloneFirst(string? configFileName)
        : base(configFileName) => configuration = configFileName;

    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new Executor(new XunitTestAssembly(assembly, configuration, version: assembly.GetName().Version));

    private sealed class Executor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
    {
        public override async ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions,
            CancellationToken cancellationToken) =>
            await new Runner().Run(TestAssembly, testCases, executionMessageSink, executionOptions, cancellationToken);
    }

    private sealed class Runner : XunitTestAssemblyRunner
    {
        protected override async ValueTask<RunSummary> RunTestCollections(XunitTestAssemblyRunnerContext ctxt, Exception? exception)
        {
            RunSummary summary = new();
            foreach ((IXunitTestCollection collection, List<IXunitTestCase> cases) in base.OrderTestCollections(ctxt)
                .Where(c => IsAlone(c.Collection)))
            {
                summary.Aggregate(exception is null
                    ? await RunTestCollection(ctxt, collection, cases)
                    : await FailTestCollection(ctxt, collection, cases, exception));
            }

            summary.Aggregate(await base.RunTestCollections(ctxt, exception));
            return summary;
        }

        protected override List<(IXunitTestCollection Collection, List<IXunitTestCase> TestCases)> OrderTestCollections(
            XunitTestAssemblyRunnerContext ctxt) =>
            [.. base.OrderTestCollections(ctxt).Where(c => !IsAlone(c.Collection))];

        private static bool IsAlone(IXunitTestCollection collection) =>
            collection.CollectionDefinition?.GetCustomAttribute<CollectionDefinitionAttribute>() is { DisableParallelization: true };
    }
}
