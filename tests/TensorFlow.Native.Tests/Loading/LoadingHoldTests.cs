using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests;

/// <summary>A process may end at any moment of the library's loading, on another thread or on the one that loads.</summary>
public sealed class LoadingHoldTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_end_waits_for_a_loading_that_has_begun()
    {
        LoadingHold hold = new(Long);
        using ManualResetEventSlim begun = new(), goOn = new();
        Task<int> loading = OnThread(() => hold.While(() =>
        {
            begun.Set();
            goOn.Wait(Long);
            return 1;
        }));
        Assert.True(begun.Wait(Long));
        bool loaded = false;
        Task<bool> end = OnThread(() =>
        {
            hold.End(isProcess: true);
            return Volatile.Read(ref loaded);
        });
        Assert.False(end.IsCompleted);
        Volatile.Write(ref loaded, true);
        goOn.Set();
        Assert.Equal(1, await loading);
        Assert.True(await end);
    }

    [Fact]
    public void An_end_after_the_loading_does_not_wait()
    {
        LoadingHold hold = new(Long);
        Assert.Equal(1, hold.While(() => 1));
        hold.End(isProcess: true);
    }

    [Fact]
    public void An_end_after_a_loading_that_failed_does_not_wait()
    {
        LoadingHold hold = new(Long);
        Assert.Throws<DllNotFoundException>(() => hold.While<int>(() => throw new DllNotFoundException()));
        hold.End(isProcess: true);
    }

    [Fact]
    public void The_thread_that_loads_may_end_the_process()
    {
        LoadingHold hold = new(Long);
        Assert.Equal(1, hold.While(() =>
        {
            hold.End(isProcess: true);
            return 1;
        }));
    }

    [Fact]
    public void The_thread_that_ends_the_process_may_load()
    {
        LoadingHold hold = new(Long);
        hold.End(isProcess: true);
        Assert.Equal(1, hold.While(() => 1));
    }

    [Fact]
    public async Task Another_thread_does_not_load_while_the_process_ends()
    {
        LoadingHold hold = new(Long);
        hold.End(isProcess: true);
        bool loaded = false;
        Thread thread = new(() => hold.While(() => loaded = true)) { IsBackground = true };
        thread.Start();
        while (!thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
            await Task.Yield();
        Assert.False(Volatile.Read(ref loaded));
    }

    [Fact]
    public async Task The_end_of_a_load_context_does_not_keep_others_from_loading()
    {
        LoadingHold hold = new(Long);
        hold.End(isProcess: false);
        Assert.Equal(1, await OnThread(() => hold.While(() => 1)));
    }

    private static Task<T> OnThread<T>(Func<T> what) =>
        Task.Factory.StartNew(what, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
