using Xunit;

// Each program has the current directory and the console for itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
