namespace Shared;

/// <content>
/// Where KERAS_TESTS_QUICK_COMPILATION is 1, as in .ci/run, LLVM compiles the kernels of these tests without its own optimizations: a third
/// less of the time that most of the tests take. XLA's passes, fusions and kernels are the same, and the results with them. The other
/// assemblies' tests, and those of this one where nothing is set, run what users run.
/// </content>
internal static partial class NeutralEnvironment
{
    static partial void SetOwn()
    {
        if (Environment.GetEnvironmentVariable("KERAS_TESTS_QUICK_COMPILATION") == "1")
            AddXlaFlag("--xla_backend_optimization_level=0");
    }
}
