"""What people do with Slack: linking their account, channels that hear of an area, and what comes from there."""
