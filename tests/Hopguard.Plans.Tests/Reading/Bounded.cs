namespace Hopguard.Plans.Tests.Reading;

/// <summary>
/// Work whose cost is bounded by the memory that it asks for: unlike a clock, that is the same on a busy machine, and what takes too long over a text allocates. Work that never ends is
/// given up after a minute.
/// </summary>
internal static class Bounded
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    public static T Run<T>(long megabytes, Func<T> work)
    {
        var (result, allocated, failure) = (default(T), 0L, default(Exception));
        var thread = new Thread(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                result = work();
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.IsBackground = true;
        thread.Start();

        thread.Join(Hang).Should().BeTrue("the work has to end");
        failure.Should().BeNull();
        (allocated / 1_000_000).Should().BeLessThan(megabytes, "of megabytes");
        return result!;
    }
}
