using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Components;
using Portal.Security;

// The components as tags. Each says only which attributes a page may write; the component itself says what they mean.
namespace Portal.TagHelpers;

/// <example>&lt;icon name="link" /&gt;</example>
[HtmlTargetElement("icon", Attributes = "name")]
public sealed class IconTag : PieceTag<Icon>
{
    public string Name { get; set; } = "info";

    public bool Large { get; set; }
}

/// <example>&lt;state-badge tone="Good" word="Connected" /&gt;</example>
[HtmlTargetElement("state-badge")]
public sealed class StateBadgeTag : PieceTag<StateBadge>
{
    public Tone Tone { get; set; }

    public string Word { get; set; } = "";
}

/// <example>&lt;delta now="12" before="10" better="Up" against="the 31 days before" /&gt;</example>
[HtmlTargetElement("delta")]
public sealed class DeltaTag : PieceTag<Delta>
{
    public decimal Now { get; set; }

    public decimal Before { get; set; }

    public Better Better { get; set; }

    public string? Against { get; set; }
}

/// <summary>Stands in a <c>dl.figures</c>.</summary>
[HtmlTargetElement("figure-card")]
public sealed class FigureTag : PieceTag<Figure>
{
    public string Label { get; set; } = "";

    public string Value { get; set; } = "";

    public decimal? Now { get; set; }

    public decimal? Before { get; set; }

    public Better Better { get; set; }

    public string? Against { get; set; }

    public string? Note { get; set; }

    public IReadOnlyList<decimal?>? Trend { get; set; }
}

/// <example>&lt;sparkline values="row.Trend" /&gt;</example>
[HtmlTargetElement("sparkline")]
public sealed class SparklineTag : PieceTag<Sparkline>
{
    public IReadOnlyList<decimal?> Values { get; set; } = [];

    public string? Label { get; set; }
}

/// <example>&lt;trend-chart title="Spend a day" days="Model.Days" currency="EUR" /&gt;</example>
[HtmlTargetElement("trend-chart")]
public sealed class TrendChartTag : PieceTag<TrendChart>
{
    public string Title { get; set; } = "";

    public IReadOnlyList<TrendDay> Days { get; set; } = [];

    public string? Currency { get; set; }

    public string? Unit { get; set; }

    public string Empty { get; set; } = "There is nothing to draw for these days yet.";
}

/// <summary>The key of a chart, for the head of its card.</summary>
[HtmlTargetElement("trend-key")]
public sealed class TrendKeyTag : PieceTag<TrendKey>
{
    public IReadOnlyList<TrendDay> Days { get; set; } = [];
}

[HtmlTargetElement("progress-line")]
public sealed class ProgressLineTag : PieceTag<ProgressLine>
{
    public string Label { get; set; } = "";

    public long? Value { get; set; }

    public long Max { get; set; } = 100;

    public string? Text { get; set; }

    public string? Detail { get; set; }

    public string? Bind { get; set; }
}

/// <summary>Its content is the button that leads on.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTag : PieceTag<EmptyState>
{
    public string Icon { get; set; } = "info";

    public string Heading { get; set; } = "";

    public string Text { get; set; } = "";

    public IReadOnlyList<(string Heading, string Text)>? Steps { get; set; }
}

/// <summary>Its content is the button that helps.</summary>
[HtmlTargetElement("notice")]
public sealed class NoticeTag : PieceTag<Notice>
{
    public Tone Tone { get; set; }

    public string? Heading { get; set; }

    public string? Text { get; set; }

    public string? Role { get; set; }
}

/// <summary>Technical details, folded; its content is more of them.</summary>
[HtmlTargetElement("disclosure")]
public sealed class DisclosureTag : PieceTag<Disclosure>
{
    public string Summary { get; set; } = "Technical details";

    public string? Class { get; set; }

    public string? TrackingId { get; set; }
}

/// <summary>Asks again; stands in a form of its own, and its content says what will be lost.</summary>
[HtmlTargetElement("confirm")]
public sealed class ConfirmTag : PieceTag<Confirm>
{
    public string Label { get; set; } = "";

    public string Heading { get; set; } = "";

    public string Act { get; set; } = "";

    public string? Typed { get; set; }

    public string TypedName { get; set; } = "confirmation";
}

/// <summary>A moment in the tenant's time zone, as seen from now.</summary>
[HtmlTargetElement("moment")]
public sealed class MomentTag(TimeProvider time, Shell shell) : PieceTag<Moment>
{
    public DateTimeOffset At { get; set; }

    [HtmlAttributeNotBound]
    public DateTimeOffset Now => time.GetUtcNow();

    [HtmlAttributeNotBound]
    public TimeZoneInfo Zone => shell.Zone;
}

/// <summary>Pages of a list; the page reads <c>page</c> from its query.</summary>
[HtmlTargetElement("pager")]
public sealed class PagerTag : PieceTag<Pager>
{
    [HtmlAttributeNotBound]
    public Address Address => Address.Of(ViewContext.HttpContext.Request);

    public int Page { get; set; } = 1;

    public int Size { get; set; } = 50;

    public long Total { get; set; }

    public string Noun { get; set; } = "row";
}

/// <summary>A head cell that sorts; the page reads <c>sort</c> and <c>order</c> (asc, desc, or absent) from its query.</summary>
[HtmlTargetElement("sort-head")]
public sealed class SortHeadTag : PieceTag<SortHead>
{
    [HtmlAttributeNotBound]
    public Address Address => Address.Of(ViewContext.HttpContext.Request);

    public string Column { get; set; } = "";

    public string Label { get; set; } = "";

    public bool Numeric { get; set; }

    public bool Default { get; set; }
}
