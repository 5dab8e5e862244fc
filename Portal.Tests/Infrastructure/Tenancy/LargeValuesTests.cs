using Microsoft.Extensions.Time.Testing;
using Portal.Infrastructure.Tenancy;

namespace Portal.Tests.Infrastructure.Tenancy;

public sealed class LargeValuesTests
{
    private const long Part = LargeValues.MostBytes / 8;

    private readonly FakeTimeProvider clock = new();
    private readonly LargeValues values;

    public LargeValuesTests() => values = new(clock);

    [Fact]
    public void However_much_is_remembered_the_room_is_never_more_than_it_is_and_the_newest_is_in_it()
    {
        for (var number = 0; number < 400; number++)
        {
            values.Keep($"tenant/{number}", new object(), number % 3 == 0 ? Part : 1 + (number * 1_000));

            Assert.True(values.Bytes <= LargeValues.MostBytes);
            Assert.NotNull(values.Find($"tenant/{number}"));
        }
    }

    [Fact]
    public void What_was_looked_at_last_stays_longest()
    {
        for (var number = 0; number < 8; number++)
        {
            values.Keep($"tenant/{number}", new object(), Part);
        }

        Assert.NotNull(values.Find("tenant/0"));
        values.Keep("other/1", new object(), Part);

        Assert.NotNull(values.Find("tenant/0"));
        Assert.Null(values.Find("tenant/1"));
    }

    [Fact]
    public void One_value_does_not_push_out_all_others()
    {
        values.Keep("tenant/1", new object(), Part);

        values.Keep("other/1", new object(), LargeValues.MostOfOne + 1);

        Assert.NotNull(values.Find("tenant/1"));
        Assert.Null(values.Find("other/1"));
    }

    [Fact]
    public void What_is_kept_again_is_counted_once_and_after_ten_minutes_it_is_gone()
    {
        values.Keep("tenant/1", "first", Part);
        values.Keep("tenant/1", "second", 2 * Part);
        Assert.Equal((2 * Part, "second"), (values.Bytes, values.Find("tenant/1")));

        clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(values.Find("tenant/1"));
        Assert.Equal(0, values.Bytes);
    }
}
